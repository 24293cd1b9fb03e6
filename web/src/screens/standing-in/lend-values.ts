import type { CreateDelegation, Me, StandingIn } from '../../api/resources.ts';
import { keysOf } from '../../parts/search-params.ts';
import { TEAM_WORDS } from '../../parts/words.ts';
import { byName } from '../decision/field-errors.ts';
import type { Period } from './PeriodFields.tsx';
import { checkPeriod, instantsOf } from './PeriodFields.tsx';

export type Holding = StandingIn['options']['roles'][number];

export interface LendValues extends Period {
  /** keyOf one of what the reader holds. */
  readonly holding: string | null;
  readonly delegateId: string | null;
  /** "*": as far as what is lent reaches. */
  readonly entity: string;
  readonly team: string;
  readonly limit: string;
  readonly reason: string;
}

export const keyOf = ({ role, entity, team }: Holding): string => `${role} ${entity} ${team}`;

export const ANY = '*';
const DECIMAL = /^\d{1,16}(\.\d{1,4})?$/;

export function checkLending(values: LendValues): Record<string, string | null> {
  const limit = values.limit.trim();
  return {
    ...checkPeriod(values),
    holding: values.holding ? null : 'Choose what you lend.',
    delegateId: values.delegateId ? null : 'Choose who stands in.',
    limit:
      limit === '' || values.entity === ANY || DECIMAL.test(limit)
        ? null
        : 'Write a plain amount such as 5000.00, or leave it empty.',
    reason: values.reason.trim() === '' ? 'Say why; it stays in the audit trail.' : null,
  };
}

export function bodyOf(values: LendValues, holdings: readonly Holding[]): CreateDelegation {
  const holding = holdings.find((one) => keyOf(one) === values.holding);
  if (!holding || values.delegateId === null) throw new Error('an unchecked form was sent');
  const limit = values.limit.trim();
  return {
    ...instantsOf(values),
    delegateId: values.delegateId,
    role: holding.role,
    entity: values.entity,
    team: keysOf(TEAM_WORDS).find((team) => team === values.team) ?? ANY,
    ...(limit !== '' && values.entity !== ANY && { limit }),
    reason: values.reason.trim(),
  };
}

export const fieldOfPointer = (pointer: string, values: LendValues): string | undefined =>
  /^#?\/role/.test(pointer) ? 'holding' : byName(pointer, values);

/** The currency a limit is in: that of the one entity it is for. */
export const currencyOf = (entity: string, me: Me | undefined): string | undefined =>
  me?.entities.find(({ code }) => code === entity)?.currency;
