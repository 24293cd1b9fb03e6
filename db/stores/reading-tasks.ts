import { and, asc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { RoleGrant } from '../../domain/actor.ts';
import type { Tx } from '../connection.ts';
import { requests, tasks } from '../schema/request.ts';
import type { TaskRow } from './involvement.ts';

/** Nearest deadline first, those without one last; the place of the last row already shown. */
export interface TaskCursor {
  readonly dueAt: Date | null;
  readonly id: string;
}

export interface TaskFilter {
  readonly entities: readonly string[];
  readonly state: 'open' | 'waiting';
  /** Only tasks whose seat one of these grants fits, or that are one of these people's; with `teams`, also those of requests these teams work on. */
  readonly grants?: readonly RoleGrant[];
  readonly people?: readonly string[];
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
        filter.grants && or(...filter.grants.map(seatOf), ofPeople(filter.people), ofTeams(filter.teams)),
        after && beyond(after),
      ),
    )
    .orderBy(sql`${tasks.dueAt} asc nulls last`, asc(tasks.id))
    .limit(limit);
  return rows.map((row) => row.task);
}

/** A seat without a team is anyone's who holds the role, as holdsRole() has it. */
const seatOf = (grant: RoleGrant): SQL | undefined =>
  and(
    // An alternate fills a committee's seat that is nobody's.
    grant.role === 'committee-alternate' ? eq(tasks.role, 'committee') : eq(tasks.role, grant.role),
    grant.entity === '*' ? undefined : eq(tasks.legalEntity, grant.entity),
    grant.team === '*' ? undefined : inArray(tasks.team, [grant.team, '*']),
  );

const ofPeople = (people: readonly string[] | undefined): SQL | undefined =>
  people && people.length > 0 ? inArray(tasks.assigneeId, [...people]) : undefined;

const ofTeams = (teams: readonly string[] | undefined): SQL | undefined =>
  teams && teams.length > 0 ? inArray(requests.team, [...teams]) : undefined;

const beyond = ({ dueAt, id }: TaskCursor): SQL =>
  dueAt === null
    ? sql`(${tasks.dueAt} is null and ${tasks.id} > ${id})`
    : sql`(${tasks.dueAt} is null or (${tasks.dueAt}, ${tasks.id}) > (${dueAt.toISOString()}::timestamptz, ${id}))`;
