import type { Tx } from '../../db/connection.ts';
import { findRequest, requestsOf, type RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { contextOf, taskById } from '../../db/stores/decision-context.ts';
import { directoryAt } from '../../db/stores/directory.ts';
import { type Involvement, involvementIn, type TaskRow } from '../../db/stores/involvement.ts';
import { listTasks as readTasks, type TaskCursor, type TaskFilter } from '../../db/stores/reading-tasks.ts';
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
import { mightActFor } from '../../domain/stand-in.ts';
import { mayDecide } from '../views/actions.ts';
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
      tasksFor(tx, reader, {
        ...{ view: query.view, state: query.state, after, limit: query.limit + 1 },
        now: context.now(),
      }),
    );
    const place = ({ task }: Known) => [task.dueAt?.toISOString() ?? null, task.id];
    return { status: 200, body: pageOf(found, query.limit, ({ view }) => view, place) };
  });

  binding.read(getTask, async ({ params: { taskId }, reader }) => {
    await assertPerson(context, reader, getTask.operationId);
    const tried = { entity: entityOf(taskId), operation: getTask.operationId, subject: taskId };
    const entity = await assertWorksFor(context, reader, tried);
    const body = await inEntity(context.db, entity, (tx) =>
      readTaskView(tx, reader, { entity, taskId, now: context.now() }),
    );
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

async function readTaskView(
  tx: Tx,
  reader: Reader,
  { entity, taskId, now }: { entity: string; taskId: string; now: Date },
): Promise<TaskView> {
  const task = await taskById(tx, entity, taskId);
  const request = task && (await findRequest(tx, entity, task.requestId));
  if (!task || !request) throw notFound();
  const involvement = await involvementIn(tx, [request], now);
  const nameOf = await namesFor(tx, entity, [task.doneBy, task.assigneeId]);
  return taskViewOf(reader.actor, { task, request, involvement, nameOf });
}

interface TaskQuery {
  readonly view: View;
  readonly state: 'open' | 'waiting';
  readonly after: TaskCursor | undefined;
  readonly limit: number;
  readonly now: Date;
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
async function tasksFor(tx: Tx, reader: Reader, query: TaskQuery): Promise<Known[]> {
  const { view, after, limit, now } = query;
  const found: Known[] = [];
  const batch = view === 'mine' ? Math.max(limit, BATCH) : limit;
  const filter = await filterOf(tx, reader, query);
  let place = after;
  for (;;) {
    const rows = await readTasks(tx, filter, place, batch);
    found.push(...(await known(tx, reader, rows, view, now)));
    const last = rows.at(-1);
    if (found.length >= limit || rows.length < batch || last === undefined) return found.slice(0, limit);
    place = { dueAt: last.dueAt, id: last.id };
  }
}

/** Of a team: what it works on. Mine: what fits my roles, and those of the people I might stand in for. */
async function filterOf(
  tx: Tx,
  { actor, ...reader }: Reader,
  { view, state, now }: TaskQuery,
): Promise<TaskFilter> {
  const entities = reader.entities.map((entity) => entity.code);
  if (view === 'all') return { entities, state };
  if (view === 'mine') {
    const people = mightActFor(actor.id, await directoryAt(tx, now));
    const grants = people.flatMap((person) => person.grants);
    return { entities, state, grants, people: people.map(({ id }) => id) };
  }
  const teams = actor.grants.map((grant) => grant.team).filter((team) => team !== '*');
  return { entities, state, grants: actor.grants, people: [actor.id], teams };
}

async function known(
  tx: Tx,
  reader: Reader,
  rows: readonly TaskRow[],
  view: View,
  now: Date,
): Promise<Known[]> {
  const requests = await requestsById(tx, rows);
  const involvement = await involvementIn(tx, [...requests.values()], now);
  // Listed tasks are open or waiting: nobody has decided them, so the only name to look up is whose they are.
  const nameOf = (id: string) => ({
    id,
    name: involvement.directory.people.find((person) => person.id === id)?.name ?? id,
  });
  return rows.flatMap((task) => {
    const request = requests.get(task.requestId);
    if (!request || (view === 'mine' && !isMine(reader, request, task, involvement))) return [];
    return [{ task, view: taskViewOf(reader.actor, { task, request, involvement, nameOf }) }];
  });
}

async function requestsById(tx: Tx, rows: readonly TaskRow[]): Promise<Map<string, RequestWithCustomer>> {
  const found = new Map<string, RequestWithCustomer>();
  for (const entity of new Set(rows.map((row) => row.legalEntity))) {
    const ids = rows.filter((row) => row.legalEntity === entity).map((row) => row.requestId);
    for (const request of await requestsOf(tx, entity, ids)) found.set(request.id, request);
  }
  return found;
}

/** A waiting task is mine if I could decide it once it opens; one that waits for the customer’s answer is, too. */
const isMine = (
  { actor }: Reader,
  request: RequestWithCustomer,
  task: TaskRow,
  involvement: Involvement,
): boolean =>
  mayDecide({
    ...contextOf(actor, request, { ...task, state: 'open' }, involvement),
    customerAsked: false,
  });
