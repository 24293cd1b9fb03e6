import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApproval, type OpenSeat } from './approvals.ts';
import { BILLING_LEAD, MANAGER, Rig, type ProblemBody } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

interface Task {
  readonly id: string;
  readonly state: string;
  readonly question: string | null;
  readonly actions: readonly { name: string; allowed: boolean }[];
}
interface Request {
  readonly consults: readonly Readonly<Record<string, unknown>>[];
}
const LOGISTICS = 'person:pedro.alvarado';
const QUESTION = {
  verdict: 'consult',
  team: 'logistics',
  question: 'When was it delivered?',
  reason: 'No proof.',
};
const decide = (who: string, taskId: string, hash: string, body: object) =>
  rig.call<ProblemBody & { verdict: string }>(who, `/v1/tasks/${taskId}/decisions`, {
    body,
    headers: { 'If-Match': `"${hash}"` },
  });
const seatOf = async (): Promise<OpenSeat> => openApproval(rig, await rig.handIn());

describe('asking a colleague over the API', () => {
  it('is recorded, and the seat waits', async () => {
    const seat = await seatOf();
    const asked = await decide(BILLING_LEAD, seat.taskId, seat.hash, QUESTION);
    expect(asked).toMatchObject({ status: 202, body: { verdict: 'consult' } });
    const task = await rig.call<Task>(BILLING_LEAD, `/v1/tasks/${seat.taskId}`);
    expect(task.body.state).toBe('waiting');
    expect(task.body.actions.filter(({ allowed }) => allowed)).toEqual([]);
  });

  it('is offered to who may decide, and to nobody else', async () => {
    const seat = await seatOf();
    const offered = async (who: string) =>
      (await rig.call<Task>(who, `/v1/tasks/${seat.taskId}`)).body.actions.find(
        ({ name }) => name === 'consult',
      );
    expect(await offered(BILLING_LEAD)).toMatchObject({ allowed: true });
    expect(await offered(MANAGER)).toMatchObject({ allowed: false });
  });

  it('needs a team in which somebody could answer', async () => {
    const seat = await seatOf();
    const nobody = await decide(BILLING_LEAD, seat.taskId, seat.hash, { ...QUESTION, team: 'finance' });
    expect(nobody.status).toBe(422);
    expect(nobody.body.errors?.[0]?.pointer).toBe('/team');
    expect(nobody.body.detail).toContain('Nobody else in US10 answers for the team finance');
  });
});

describe('a colleague who was asked', () => {
  it('finds the question among their tasks, answers once, and the request shows both', async () => {
    const seat = await seatOf();
    const taskId = `${seat.taskId}-consult`;
    await rig.sql`
      insert into task (legal_entity, id, request_id, revision, kind, state, role, team, because, question, content_hash, asked_by, returns_to, opened_at)
      values ('US10', ${taskId}, ${seat.requestId}, 1, 'consult', 'open', 'analyst', 'logistics', 'No proof.', ${QUESTION.question}, 'hash', ${BILLING_LEAD}, ${seat.taskId}, now())`;
    const mine = await rig.call<{ items: Task[] }>(LOGISTICS, '/v1/tasks?view=mine');
    expect(mine.body.items.find(({ id }) => id === taskId)).toMatchObject({
      question: QUESTION.question,
      actions: [{ name: 'answer', allowed: true }],
    });
    const answer = { verdict: 'answer', reason: 'On 2 October, signed.' };
    expect((await decide(LOGISTICS, taskId, 'hash', answer)).status).toBe(202);
    expect((await decide(LOGISTICS, taskId, 'hash', answer)).status).toBe(202);
    expect((await decide(LOGISTICS, taskId, 'hash', { ...answer, reason: 'Or on the 3rd.' })).status).toBe(
      409,
    );
    const { body } = await rig.call<Request>(BILLING_LEAD, `/v1/requests/${seat.requestId}`);
    expect(body.consults).toMatchObject([
      {
        ...{ taskId, team: 'logistics', question: QUESTION.question, state: 'done', answer: answer.reason },
        askedBy: { id: BILLING_LEAD, name: 'Priya Raman' },
        answeredBy: { id: LOGISTICS },
      },
    ]);
    const touches = await rig.sql`
      select relation from request_touch where request_id = ${seat.requestId} and actor_id = ${LOGISTICS}`;
    expect(touches).toEqual([{ relation: 'evidence' }]);
  });
});
