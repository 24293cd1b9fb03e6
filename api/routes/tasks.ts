import type { Tx } from '../../db/connection.ts';
import { findRequest, requestsOf, type RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { taskById } from '../../db/stores/decision-context.ts';
import {
  type Involvement,
  involvementIn,
  listTasks as readTasks,
  type TaskCursor,
  type TaskFilter,
  type TaskRow,
} from '../../db/stores/reading-tasks.ts';
import { entityOf, inEntities, inEntity } from '../../db/transaction.ts';
import { assertWorksFor, refuse } from '../authority.ts';
import { codesOf, type Reader } from '../auth/reader.ts';
import type { ApiContext } from '../context.ts';
import { getTask, listTasks } from '../contract/tasks.ts';
import type { Binding } from '../http/bind.ts';
import { decodeCursor, pageOf, taskPlace } from '../http/cursor.ts';
import { etagOf } from '../http/preconditions.ts';
import { notFound } from '../problem.ts';
import type { TaskView } from '../schemas/resources.ts';
import { contextOf, mayDecide } from '../views/actions.ts';
import { namesFor } from '../views/names.ts';
import { taskViewOf } from '../views/task.ts';

type View = 'mine' | 'team' | 'all';

export function bindTasks(binding: Binding, context: ApiContext): void {
  binding.read(listTasks, async ({ query, reader }) => {
    await assertPerson(context, reader, listTasks.operationId);
    const entities = codesOf(reader);
    const after = decodeCursor(query.cursor, taskPlace);
    if (entities.length === 0) return { status: 200, body: { items: [], nextCursor: null } };
    const found = await inEntities(context.db, entities, (tx) =>
      tasksFor(tx, reader, { view: query.view, state: query.state, after, limit: query.limit + 1 }),
    );
    const place = ({ task }: Known) => [task.dueAt?.toISOString() ?? null, task.id];
    return { status: 200, body: pageOf(found, query.limit, ({ view }) => view, place) };
  });

  binding.read(getTask, async ({ params: { taskId }, reader }) => {
    await assertPerson(context, reader, getTask.operationId);
    const tried = { entity: entityOf(taskId), operation: getTask.operationId, subject: taskId };
    const entity = await assertWorksFor(context, reader, tried);
    const body = await inEntity(context.db, entity, (tx) => readTaskView(tx, reader, entity, taskId));
    return { status: 200, headers: { ETag: etagOf(body.contentHash) }, body };
  });
}

/** Tasks are people's work; a service follows its requests instead. */
async function assertPerson(context: ApiContext, reader: Reader, operation: string): Promise<void> {
  if (reader.actor.kind === 'person') return;
  const [entity = ''] = codesOf(reader);
  throw await refuse(context, reader, {
    entity,
    operation,
    subject: 'tasks',
    reason: 'Tasks are for people; a service reads its requests.',
  });
}

async function readTaskView(tx: Tx, reader: Reader, entity: string, taskId: string): Promise<TaskView> {
  const task = await taskById(tx, entity, taskId);
  const request = task && (await findRequest(tx, entity, task.requestId));
  if (!task || !request) throw notFound();
  const involvement = await involvementIn(tx, entity, [request.id]);
  const nameOf = await namesFor(tx, entity, [task.doneBy]);
  return taskViewOf(reader.actor, { task, request, involvement, nameOf });
}

interface TaskQuery {
  readonly view: View;
  readonly state: 'open' | 'waiting';
  readonly after: TaskCursor | undefined;
  readonly limit: number;
}

interface Known {
  readonly task: TaskRow;
  readonly view: TaskView;
}

const BATCH = 100;

/**
 * "Mine" is what checkDecision allows, the very rule that guards the decision, so it is asked of each task whose role fits, batch by
 * batch until the page is full.
 */
async function tasksFor(tx: Tx, reader: Reader, { view, state, after, limit }: TaskQuery): Promise<Known[]> {
  const found: Known[] = [];
  const batch = view === 'mine' ? Math.max(limit, BATCH) : limit;
  let place = after;
  for (;;) {
    const rows = await readTasks(tx, filterOf(reader, view, state), place, batch);
    found.push(...(await known(tx, reader, rows, view)));
    const last = rows.at(-1);
    if (found.length >= limit || rows.length < batch || last === undefined) return found.slice(0, limit);
    place = { dueAt: last.dueAt, id: last.id };
  }
}

function filterOf({ actor, ...reader }: Reader, view: View, state: 'open' | 'waiting'): TaskFilter {
  const entities = reader.entities.map((entity) => entity.code);
  if (view === 'all') return { entities, state };
  const teams = actor.grants.map((grant) => grant.team).filter((team) => team !== '*');
  return { entities, state, grants: actor.grants, ...(view === 'team' && { teams }) };
}

async function known(tx: Tx, reader: Reader, rows: readonly TaskRow[], view: View): Promise<Known[]> {
  const involved = new Map<
    string,
    { requests: Map<string, RequestWithCustomer>; involvement: Involvement }
  >();
  for (const entity of new Set(rows.map((row) => row.legalEntity))) {
    const ids = rows.filter((row) => row.legalEntity === entity).map((row) => row.requestId);
    const requests = await requestsOf(tx, entity, ids);
    involved.set(entity, {
      requests: new Map(requests.map((request) => [request.id, request])),
      involvement: await involvementIn(tx, entity, ids),
    });
  }
  // Listed tasks are open or waiting: nobody has decided them, so there is no name to look up.
  const nameOf = (id: string) => ({ id, name: id });
  return rows.flatMap((task) => {
    const around = involved.get(task.legalEntity);
    const request = around?.requests.get(task.requestId);
    if (!around || !request) return [];
    const { involvement } = around;
    if (view === 'mine' && !isMine(reader, request, task, involvement)) return [];
    return [{ task, view: taskViewOf(reader.actor, { task, request, involvement, nameOf }) }];
  });
}

/** A waiting task is mine if I could decide it once it opens. */
const isMine = (
  { actor }: Reader,
  request: RequestWithCustomer,
  task: TaskRow,
  involvement: Involvement,
): boolean => mayDecide(contextOf(actor, request, { ...task, state: 'open' }, involvement));
