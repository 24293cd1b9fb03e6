import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemBody } from '../api/rig.ts';
import { Rig } from '../api/rig.ts';
import { type Cell, cellsOf, PEOPLE, type Relation, RELATIONS, STATES } from './dimensions.ts';
import { mayApprove, type Right } from './oracle.ts';
import { insertAs } from './sql-door.ts';
import { ASKER, LENDER, MAKER, putBack, relate, setStage, type Stage, type Staged } from './stage.ts';

let rig: Rig;
let stage: Stage;
beforeAll(async () => {
  rig = await Rig.start();
  stage = await setStage(rig);
});
const cells = { api: 0, docket_api: 0, docket_worker: 0, allowed: 0 };
afterAll(async () => {
  const { allowed, ...doors } = cells;
  const counts = Object.entries(doors).map(([door, count]) => `${door} ${count}`);
  const total = Object.values(doors).reduce((sum, count) => sum + count, 0);
  process.stdout.write(`access matrix: ${counts.join(', ')}: ${total} cells, ${allowed} of them allowed\n`);
  await rig.stop();
});

const placeOf = ({ band, state }: Cell): Staged => {
  const staged = stage.get(`${band}/${state}`);
  if (!staged) throw new Error(`nothing is staged for ${band}, ${state}`);
  return staged;
};
const nameOf = ({ person, relation, band, state }: Cell): string =>
  [person.role, person.placement, relation, band, state].join(' · ');

// The API -----------------------------------------------------------------------------------------------------------------------

/**
 * A call costs what thirty insertions cost, so not the whole product, which SQL below answers: where the seat is open, everybody; those
 * of another entity, to whom the request does not exist, in three relations. Where it is not open, the people at home, as outsiders.
 */
const apiCells = (relation: Relation): Cell[] => [
  ...cellsOf(
    relation,
    PEOPLE.filter(
      ({ entity }) => entity === 'US10' || ['outsider', 'requester', 'delegate-of-holder'].includes(relation),
    ),
    ['open'],
  ),
  ...(relation === 'outsider'
    ? cellsOf(
        relation,
        PEOPLE.filter(({ placement }) => placement === 'home'),
        STATES.filter((state) => state !== 'open'),
      )
    : []),
];

const refusals = new Map<string, number>();
/** @returns what is not as the rule book says */
async function throughApi(cell: Cell): Promise<string[]> {
  const staged = placeOf(cell);
  const { status, headers, body } = await rig.call<ProblemBody>(
    cell.person.id,
    `/v1/tasks/${staged.taskId}/decisions`,
    { body: { verdict: 'approve' }, headers: { 'If-Match': `"${staged.hash}"` } },
  );
  cells.api += 1;
  if (status === 202) await putBack(rig, staged);
  if (mayApprove(cell, 'any')) {
    cells.allowed += 1;
    return status === 202 ? [] : [`${nameOf(cell)}: allowed, and was answered ${status} ${body.detail}`];
  }
  const refusal = `${cell.person.id} ${staged.taskId}`;
  refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  return isProblem && [403, 404, 409, 412].includes(status)
    ? []
    : [`${nameOf(cell)}: forbidden, and was answered ${status}`];
}

/** One request's cells one after the other, those of different requests side by side. */
async function allThroughApi(all: readonly Cell[]): Promise<string[]> {
  const wrong = await Promise.all(
    [...stage.values()].map(async (staged) => {
      const found: string[] = [];
      for (const cell of all.filter((one) => placeOf(one) === staged))
        found.push(...(await throughApi(cell)));
      return found;
    }),
  );
  return wrong.flat();
}

/** What the audit trail holds of the matrix's people, and how often each was refused on each seat. */
async function audited(): Promise<Map<string, number>> {
  const rows = await rig.sql<{ refusal: string; n: number }[]>`
    select actor_id || ' ' || coalesce(detail->>'taskId', detail->>'subject') as refusal, count(*)::int as n from audit_event
    where kind in ('decision-refused', 'access-refused') and actor_id like 'person:matrix.%' group by 1`;
  return new Map(rows.map(({ refusal, n }) => [refusal, n]));
}

/** Seats with what a decision would have changed. */
const standing = () => rig.sql`
  select t.id, t.state, t.done_by, (select count(*)::int from decision d where d.task_id = t.id) as decisions,
    (select count(*)::int from outbox o where o.request_id = t.request_id and o.kind = 'signal') as signals
  from task t where t.id in ${rig.sql([...stage.values()].map(({ taskId }) => taskId))} order by t.id`;

// SQL -----------------------------------------------------------------------------------------------------------------------------

const LENDERS: Partial<Record<Relation, string>> = {
  'delegate-of-requester': ASKER,
  'delegate-of-preparer': MAKER,
  'delegate-of-holder': LENDER,
};

describe.each(RELATIONS)('%s', (relation) => {
  let undo: () => Promise<void>;
  beforeAll(async () => {
    undo = await relate(rig, stage, relation);
  });
  afterAll(() => undo());

  it('over HTTP: every forbidden cell is refused with a problem, audited, and changes nothing; every allowed one works', async () => {
    const before = await standing();
    expect(await allThroughApi(apiCells(relation))).toEqual([]);
    expect(await standing()).toEqual(before);
    expect(await audited()).toEqual(refusals);
  });

  const rights: Right[] = LENDERS[relation] === undefined ? ['own'] : ['own', 'lender'];
  it.each(rights)(
    'in SQL, in the right of one’s %s: docket_api inserts what is allowed, docket_worker nothing',
    async (right) => {
      const all = cellsOf(relation, PEOPLE, STATES);
      const onBehalfOf = right === 'lender' ? (LENDERS[relation] ?? null) : null;
      const attempts = all.map((cell) => ({ staged: placeOf(cell), actorId: cell.person.id, onBehalfOf }));
      const asApi = await insertAs(rig.database.apiUrl, attempts);
      const asWorker = await insertAs(rig.database.workerUrl, attempts);
      const wrong = all.flatMap((cell, i) => {
        const expected = mayApprove(cell, right);
        if (expected) cells.allowed += 1;
        const refusedByRule = asApi[i]?.startsWith('decision_') ?? false;
        const asWritten = expected ? asApi[i] === 'allowed' : refusedByRule;
        return asWritten && asWorker[i] === 'permission'
          ? []
          : [`${nameOf(cell)}: ${asApi[i]}, ${asWorker[i]}`];
      });
      cells.docket_api += all.length;
      cells.docket_worker += all.length;
      expect(wrong).toEqual([]);
    },
  );
});
