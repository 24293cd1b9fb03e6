import { entitiesOf } from '../domain/actor.ts';
import type { Delegation } from '../domain/directory.ts';
import { cycleThrough, periodProblem, sameLoan, type Lent } from '../domain/lending.ts';
import type { CurrencyCode } from '../domain/money.ts';
import { isPositive, parseMoney } from '../domain/money.ts';
import type { Tx } from './connection.ts';
import { principalNames, type LegalEntity } from './stores/people.ts';
import type { Colleague } from './stores/standing-in.ts';

/** Why nothing was stored but the audit event of a refusal for want of authority. */
export type StandInRefusal =
  /** A field of the body, by JSON pointer, and what is wrong with it. */
  | { readonly kind: 'field'; readonly field: string; readonly reason: string }
  /** What it names is over, or is there already. */
  | { readonly kind: 'over' | 'lent-already'; readonly reason: string }
  | { readonly kind: 'not-authorised'; readonly reason: string }
  /** No such row that the caller may know of. */
  | { readonly kind: 'not-found' };

export type Done<T> = { readonly ok: true; readonly row: T } | ({ readonly ok: false } & StandInRefusal);

export interface By {
  readonly actorId: string;
  readonly now: Date;
  /** The operation, for the audit trail of refusals. */
  readonly operation: string;
}

export interface LoanToRecord extends By, Lent {
  readonly delegateId: string;
  /** Decimal text in the functional currency of the entity. */
  readonly limit?: string | undefined;
  /** ISO instants. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

export interface AbsenceToRecord extends By {
  readonly personId: string;
  /** ISO instants. */
  readonly from: string;
  readonly until: string;
  readonly note: string;
}

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
export const over = (reason: string) => ({ ok: false, kind: 'over', reason }) as const;
const unfit = (field: string, reason: string) => ({ ok: false, kind: 'field', field, reason }) as const;

export function unfitPeriod(input: { from: string; until: string; now: Date }) {
  const problem = periodProblem(input, input.now.toISOString());
  return problem === undefined ? undefined : unfit('/until', problem);
}

/** The most that may be decided under the loan, read in the currency of its entity. */
export function limitOf({ limit, entity }: LoanToRecord, all: readonly LegalEntity[]) {
  if (limit === undefined) return { minor: null };
  const currency = all.find(({ code }) => code === entity)?.currency;
  if (currency === undefined)
    return {
      minor: null,
      problem: unfit(
        '/limit',
        'needs one legal entity, whose currency it is in; lend for "*" without a limit',
      ),
    };
  const amount = parseMoney(limit, currency as CurrencyCode);
  if (!amount.ok) return { minor: null, problem: unfit('/limit', amount.problem) };
  return isPositive(amount.value)
    ? { minor: amount.value.minor }
    : { minor: null, problem: unfit('/limit', 'must be more than zero') };
}

export function unfitDelegate(
  { delegateId, actorId }: LoanToRecord,
  delegate: Colleague | undefined,
  entities: readonly string[],
) {
  const field = '/delegateId';
  if (delegateId === actorId) return unfit(field, 'must be another person: nobody lends to themselves');
  if (!delegate) return unfit(field, 'must be a person who works here now');
  if (delegate.grants.some(({ role }) => role === 'auditor'))
    return unfit(field, 'must not be an auditor, who reads everything and decides nothing');
  if (entitiesOf(delegate, entities).length === 0)
    return unfit(field, `must be somebody with a role in ${entities.join(' or ')}, whose requests these are`);
  return undefined;
}

export const loanOf = (
  input: LoanToRecord,
  lent: Lent,
  limitMinor: bigint | null,
): Omit<Delegation, 'id'> => ({
  ...{ role: lent.role, entity: lent.entity, team: lent.team, limitMinor: limitMinor?.toString() ?? null },
  ...{ delegatorId: input.actorId, delegateId: input.delegateId, from: input.from, until: input.until },
});

export async function clashOf(tx: Tx, before: readonly Delegation[], loan: Omit<Delegation, 'id'>) {
  const same = before.find((one) => sameLoan(one, loan));
  if (same) {
    const reason = `You have lent this to the same person until ${same.until.slice(0, 10)} already (${same.id}). Take that back first to change it.`;
    return { ok: false, kind: 'lent-already', reason } as const;
  }
  const circle = cycleThrough(before, loan);
  if (!circle) return undefined;
  const names = await principalNames(tx, circle);
  const path = circle.map((id) => names.get(id) ?? id).join(' → ');
  return unfit('/delegateId', `would send the authority round in a circle: ${path}`);
}
