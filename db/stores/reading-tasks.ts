import { and, asc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Tx } from '../connection.ts';
import { decisions, proposals, requests, requestTouches, tasks } from '../schema/request.ts';

export type TaskRow = typeof tasks.$inferSelect;
export type DecisionRow = typeof decisions.$inferSelect;

/** Nearest deadline first, those without one last; the place of the last row already shown. */
export interface TaskCursor {
  readonly dueAt: Date | null;
  readonly id: string;
}

export interface TaskFilter {
  readonly entities: readonly string[];
  readonly state: 'open' | 'waiting';
  /** Only tasks whose seat one of these grants fits; with `teams`, also those of requests these teams work on. */
  readonly grants?: readonly RoleGrant[];
  readonly teams?: readonly string[];
}

export async function listTasks(
  tx: Tx,
  filter: TaskFilter,
  after: TaskCursor | undefined,
  limit: number,
): Promise<TaskRow[]> {
  const rows = await tx
    .select({ task: tasks })
    .from(tasks)
    .innerJoin(requests, and(eq(requests.legalEntity, tasks.legalEntity), eq(requests.id, tasks.requestId)))
    .where(
      and(
        inArray(tasks.legalEntity, [...filter.entities]),
        eq(tasks.state, filter.state),
        filter.grants && or(...filter.grants.map(seatOf), ofTeams(filter.teams)),
        after && beyond(after),
      ),
    )
    .orderBy(sql`${tasks.dueAt} asc nulls last`, asc(tasks.id))
    .limit(limit);
  return rows.map((row) => row.task);
}

/** What decides who may decide: for these requests, their tasks, touches, approvals and proposals. */
export interface Involvement {
  readonly tasks: readonly TaskRow[];
  readonly touches: readonly { requestId: string; actorId: string; relation: string }[];
  readonly decisions: readonly DecisionRow[];
  readonly proposals: readonly {
    requestId: string;
    revision: number;
    preparerId: string;
    amountMinor: bigint;
    currency: string;
  }[];
}

export async function involvementIn(
  tx: Tx,
  legalEntity: string,
  requestIds: readonly string[],
): Promise<Involvement> {
  const ids = [...new Set(requestIds)];
  if (ids.length === 0) return { tasks: [], touches: [], decisions: [], proposals: [] };
  const { requestId, actorId, relation } = requestTouches;
  return {
    tasks: await tx
      .select()
      .from(tasks)
      .where(and(eq(tasks.legalEntity, legalEntity), inArray(tasks.requestId, ids)))
      .orderBy(asc(tasks.revision), asc(tasks.level), asc(tasks.id)),
    touches: await tx
      .select({ requestId, actorId, relation })
      .from(requestTouches)
      .where(and(eq(requestTouches.legalEntity, legalEntity), inArray(requestId, ids))),
    decisions: await tx
      .select()
      .from(decisions)
      .where(and(eq(decisions.legalEntity, legalEntity), inArray(decisions.requestId, ids)))
      .orderBy(asc(decisions.decidedAt), asc(decisions.id)),
    proposals: await tx
      .select({
        requestId: proposals.requestId,
        revision: proposals.revision,
        preparerId: proposals.preparerId,
        amountMinor: proposals.amountMinor,
        currency: proposals.currency,
      })
      .from(proposals)
      .where(and(eq(proposals.legalEntity, legalEntity), inArray(proposals.requestId, ids))),
  };
}

/** A seat without a team is anyone's who holds the role, as holdsRole() has it. */
const seatOf = (grant: RoleGrant): SQL | undefined =>
  and(
    eq(tasks.role, grant.role),
    grant.entity === '*' ? undefined : eq(tasks.legalEntity, grant.entity),
    grant.team === '*' ? undefined : inArray(tasks.team, [grant.team, '*']),
  );

const ofTeams = (teams: readonly string[] | undefined): SQL | undefined =>
  teams && teams.length > 0 ? inArray(requests.team, [...teams]) : undefined;

const beyond = ({ dueAt, id }: TaskCursor): SQL =>
  dueAt === null
    ? sql`(${tasks.dueAt} is null and ${tasks.id} > ${id})`
    : sql`(${tasks.dueAt} is null or (${tasks.dueAt}, ${tasks.id}) > (${dueAt.toISOString()}::timestamptz, ${id}))`;
