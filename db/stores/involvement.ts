import { and, asc, inArray } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Directory } from '../../domain/directory.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import type { Tx } from '../connection.ts';
import { decisions, proposals, requestTouches, tasks, type requests } from '../schema/request.ts';
import { together } from '../transaction.ts';
import { legalEntityByCode, policyByVersion } from './customers.ts';
import { directoryAt } from './directory.ts';
import { type CustomerDuty, dutiesFor } from './duties.ts';

export type TaskRow = typeof tasks.$inferSelect;
export type DecisionRow = typeof decisions.$inferSelect;

/** What decides who may decide, read for several requests at once, of one or several legal entities. */
export interface Involvement {
  /** By revision, level and id. */
  readonly tasks: readonly TaskRow[];
  readonly touches: readonly { requestId: string; actorId: string; relation: string }[];
  /** Oldest first. */
  readonly decisions: readonly DecisionRow[];
  readonly proposals: readonly Pick<
    typeof proposals.$inferSelect,
    | 'requestId'
    | 'revision'
    | 'preparerId'
    | 'matrixColumn'
    | 'amountMinor'
    | 'basisMinor'
    | 'functionalMinor'
    | 'currency'
    | 'chain'
  >[];
  /** What people did for the customers of these requests, as far as it can still bar somebody. */
  readonly duties: readonly CustomerDuty[];
  /** When all this was asked. */
  readonly at: Date;
  /** Who is there, who stands in for whom. */
  readonly directory: Directory;
  /** The policies these requests keep. */
  readonly policies: ReadonlyMap<string, Policy>;
  /** Functional currencies of their legal entities. */
  readonly currencies: ReadonlyMap<string, string>;
}

type Of = Pick<typeof requests.$inferSelect, 'legalEntity' | 'id' | 'policyVersion' | 'customerId'>;

/**
 * The one reading behind every question who may decide: for lists, for the API's transaction and for the activity that acts on a
 * decision.
 * @param at when grants, delegations and absences must hold
 */
export async function involvementIn(tx: Tx, of: readonly Of[], at: Date): Promise<Involvement> {
  const ids = distinct(of.map(({ id }) => id));
  const entities = distinct(of.map(({ legalEntity }) => legalEntity));
  const versions = distinct(of.map(({ policyVersion }) => policyVersion));
  const here = (table: Record<'legalEntity' | 'requestId', PgColumn>) =>
    and(inArray(table.legalEntity, entities), inArray(table.requestId, ids));
  const { requestId, actorId, relation } = requestTouches;
  const policies = await Promise.all(versions.map((version) => policyByVersion(tx, version)));
  const [tasksFound, touches, decided, proposed, duties, directory, known] = await together(
    tx.select().from(tasks).where(here(tasks)).orderBy(asc(tasks.revision), asc(tasks.level), asc(tasks.id)),
    tx.select({ requestId, actorId, relation }).from(requestTouches).where(here(requestTouches)),
    tx.select().from(decisions).where(here(decisions)).orderBy(asc(decisions.decidedAt), asc(decisions.id)),
    tx
      .select({
        requestId: proposals.requestId,
        revision: proposals.revision,
        preparerId: proposals.preparerId,
        matrixColumn: proposals.matrixColumn,
        amountMinor: proposals.amountMinor,
        basisMinor: proposals.basisMinor,
        functionalMinor: proposals.functionalMinor,
        currency: proposals.currency,
        chain: proposals.chain,
      })
      .from(proposals)
      .where(here(proposals)),
    dutiesFor(tx, {
      ...{ entities, customerIds: distinct(of.map(({ customerId }) => customerId)), requestIds: ids },
      since: forgottenBefore(policies, at),
    }),
    directoryAt(tx, at),
    Promise.all(entities.map((code) => legalEntityByCode(tx, code))),
  );
  return {
    ...{ tasks: tasksFound, touches, decisions: decided, proposals: proposed, duties, at, directory },
    policies: new Map(policies.map((policy) => [policy.version, policy])),
    currencies: new Map(known.flatMap((entity) => (entity ? [[entity.code, entity.currency] as const] : []))),
  };
}

/** What was done before no longer bars anybody under these policies, but on the request itself. A day more, for clocks that differ. */
const forgottenBefore = (policies: readonly Policy[], at: Date): Date => {
  const days = Math.max(0, ...policies.map(({ segregation }) => segregation.acrossRequestsDays));
  return new Date(at.getTime() - (days + 1) * 86_400_000);
};

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
