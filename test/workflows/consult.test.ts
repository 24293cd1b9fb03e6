import { describe, expect, it } from 'vitest';
import { until } from '../support/workflow-until.ts';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, OTHER_MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const LOGISTICS = 'person:pedro.alvarado';
const SALES = 'person:hannah.brooks';
const ask = (team: 'logistics' | 'sales', question = 'When was it delivered?') =>
  ({ verdict: 'consult', team, question, reason: 'The proof is missing.' }) as const;
const ANSWER = { verdict: 'answer', reason: 'On 2 October, signed by the porter.' } as const;

interface Consult {
  readonly id: string;
  readonly state: string;
  readonly team: string;
  readonly question: string;
  readonly asked_by: string;
  readonly returns_to: string;
  readonly due_at: Date;
}
const consults = (requestId: string) =>
  rig.parts.sql<Consult[]>`
    select id, state, team, question, asked_by, returns_to, due_at from task where request_id = ${requestId} and kind = 'consult' order by opened_at, id`;
const openConsult = (requestId: string, team: string) =>
  until(`an open question of ${requestId} to ${team}`, async () =>
    (await consults(requestId)).find((one) => one.team === team && one.state === 'open'),
  );
/** Answers as a person of the team; the rig's `decide` looks for the role alone. */
const answer = async (requestId: string, who: string, team: string) => {
  const consult = await openConsult(requestId, team);
  const recorded = await rig.recordOn(consult.id, who, ANSWER);
  if (!recorded.ok) throw new Error(recorded.reason);
  await rig.dispatch();
  await rig.books.decided(recorded.decision.id, 'effective');
};
const clock = async (requestId: string, name: string) =>
  (await rig.books.request(requestId)).state?.clocks.find((one) => one.name === name);
const seat = async (requestId: string, role: string) =>
  (await rig.books.tasks(requestId)).findLast((task) => task.kind === 'approve' && task.role === role);
const answers = (requestId: string) =>
  rig.parts.sql<{ revision: number; content: { answer: string }; added_by: string; hash: string }[]>`
    select revision, content, added_by, hash from evidence where request_id = ${requestId} and kind = 'consult-answer'`;
const noticesOf = (requestId: string, kind: string) =>
  rig.parts.sql<{ recipient_id: string; text: string }[]>`
    select recipient_id, text from notice where request_id = ${requestId} and kind = ${kind}`;

describe('a colleague asked from an approver’s seat', () => {
  it('is no response to the customer, nor is the colleague’s answer: the response clock marks on', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ask('logistics'));
    // P2: four hours to respond.
    await rig.advance({ hours: 3.5 });
    await answer(requestId, LOGISTICS, 'logistics');
    const responseMarks = (await rig.books.marks(requestId))
      .filter((mark) => mark.clock === 'policy-response')
      .map(({ percent }) => percent);
    expect(responseMarks).toEqual([50, 75]);
    expect((await rig.books.request(requestId)).first_response_at).toBeNull();
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect((await rig.books.request(requestId)).first_response_at).not.toBeNull();
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
  });

  it('stops the approval’s clock and not the resolution’s; the answer is evidence and brings the same approver back', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    const asked = await rig.decide(requestId, MANAGER, 'manager', ask('logistics'));
    await rig.books.decided(asked, 'effective');
    const consult = await openConsult(requestId, 'logistics');
    expect(consult).toMatchObject({ asked_by: MANAGER, question: 'When was it delivered?' });
    expect(await rig.books.request(requestId)).toMatchObject({
      stage: 'approving',
      waiting_for: 'logistics, for the receivables manager',
      waiting_until: consult.due_at,
    });
    expect((await noticesOf(requestId, 'consult')).map((notice) => notice.recipient_id)).toEqual([LOGISTICS]);
    expect((await seat(requestId, 'manager'))?.state).toBe('waiting');
    expect((await clock(requestId, 'approval'))?.pauses).toMatchObject([
      { reason: 'waiting-for-colleague', to: null },
    ]);
    expect((await clock(requestId, 'policy-resolution'))?.pauses).toEqual([]);
    const before = await rig.books.proposals(requestId);

    await answer(requestId, LOGISTICS, 'logistics');
    expect(await answers(requestId)).toMatchObject([
      { revision: 1, content: { answer: ANSWER.reason }, added_by: LOGISTICS },
    ]);
    expect((await seat(requestId, 'manager'))?.state).toBe('open');
    expect((await clock(requestId, 'approval'))?.pauses.every(({ to }) => to !== null)).toBe(true);
    expect(await rig.books.request(requestId)).toMatchObject({ waiting_for: 'receivables manager' });
    expect((await noticesOf(requestId, 'answer-received')).map((notice) => notice.recipient_id)).toEqual([
      MANAGER,
    ]);
    // What is being approved keeps its content.
    expect(await rig.books.proposals(requestId)).toEqual(before);

    const other = await rig.tryToRecord(requestId, OTHER_MANAGER, 'manager', {
      verdict: 'approve',
      reason: '',
    });
    expect(other).toMatchObject({ ok: false, code: 'NOT_AUTHORISED' });
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('comes back only when every team asked from it has answered, and may be asked again', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.decide(requestId, MANAGER, 'manager', ask('logistics'));
    await answer(requestId, LOGISTICS, 'logistics');
    await rig.decide(requestId, MANAGER, 'manager', ask('logistics'));
    await openConsult(requestId, 'logistics');
    expect(await consults(requestId)).toHaveLength(2);
    expect((await seat(requestId, 'manager'))?.state).toBe('waiting');
    await answer(requestId, LOGISTICS, 'logistics');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('comes back without an answer when the team’s time is up; who asked and the team’s manager are told, and an answer is still taken', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.decide(requestId, MANAGER, 'manager', ask('logistics'));
    const consult = await openConsult(requestId, 'logistics');
    await rig.advanceTo(new Date(consult.due_at.getTime() - 60_000));
    expect((await seat(requestId, 'manager'))?.state).toBe('waiting');
    await rig.advanceTo(new Date(consult.due_at.getTime() + 60_000));
    await rig.books.auditedSoon(requestId, 'consult-overdue');
    expect((await seat(requestId, 'manager'))?.state).toBe('open');
    expect(await rig.books.request(requestId)).toMatchObject({ waiting_for: 'receivables manager' });
    expect((await clock(requestId, 'approval'))?.pauses.every(({ to }) => to !== null)).toBe(true);
    const late = (await noticesOf(requestId, 'consult')).filter(({ text }) => text.includes('has not come'));
    // The one manager of the seeded logistics desk is the approver who asked.
    expect(late.map(({ recipient_id }) => recipient_id)).toEqual([MANAGER]);

    await answer(requestId, LOGISTICS, 'logistics');
    expect(await answers(requestId)).toHaveLength(1);
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('is void when the request ends meanwhile, and a late answer is refused', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ask('sales'));
    const consult = await openConsult(requestId, 'sales');
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    expect((await consults(requestId)).map(({ state }) => state)).toEqual(['void']);
    expect(await rig.recordOn(consult.id, SALES, ANSWER)).toMatchObject({
      ok: false,
      code: 'REQUEST_CLOSED',
    });
    expect(await answers(requestId)).toEqual([]);
  });

  it('given as the request ends is filed or void, and reopens nothing', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ask('sales'));
    const consult = await openConsult(requestId, 'sales');
    const crossing = await rig.recordOn(consult.id, SALES, ANSWER);
    await rig.withdraw(requestId);
    expect(crossing.ok).toBe(true);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    expect((await seat(requestId, 'team-lead'))?.state).toBe('void');
  });
});

describe('a colleague asked from an assessment', () => {
  const unfounded = async (): Promise<string> => {
    const requestId = await rig.submit(PRICE, { claimed: { amount: '4000.00', currency: 'USD' } });
    await rig.books.inStage(requestId, 'preparing');
    return requestId;
  };

  it('leaves it open and its clocks running; the answer is evidence of the next proposal', async () => {
    const requestId = await unfounded();
    await rig.decide(requestId, ANALYST, 'analyst', ask('logistics'));
    await rig.decide(requestId, ANALYST, 'analyst', ask('sales', 'Was the price agreed?'));
    await openConsult(requestId, 'sales');
    const assess = (await rig.books.tasks(requestId)).find(({ kind }) => kind === 'assess');
    expect(assess?.state).toBe('open');
    expect(await rig.books.request(requestId)).toMatchObject({
      stage: 'preparing',
      waiting_for: 'billing analyst',
    });
    expect((await clock(requestId, 'policy-resolution'))?.pauses).toEqual([]);

    await answer(requestId, LOGISTICS, 'logistics');
    const [filed] = await answers(requestId);
    const proposal = await rig.recordOn(assess?.id ?? '', ANALYST, {
      verdict: 'propose',
      reason: 'As logistics says.',
      creditLines: [{ line: 1, net: '4000.00' }],
    });
    expect(proposal.ok).toBe(true);
    await rig.dispatch();
    await rig.books.inStage(requestId, 'approving');
    const [content] = await rig.parts.sql<{ evidence: { hash: string }[] }[]>`
      select content->'evidence' as evidence from proposal where request_id = ${requestId} order by revision desc limit 1`;
    expect(content?.evidence.map(({ hash }) => hash)).toContain(filed?.hash);

    // Sales still owes its answer; given now it is filed, and changes nothing about the proposal.
    await answer(requestId, SALES, 'sales');
    expect(await answers(requestId)).toHaveLength(2);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('is refused to a team nobody works in, and its answer to who asked', async () => {
    const requestId = await unfounded();
    const nobody = await rig.tryToRecord(requestId, ANALYST, 'analyst', {
      ...ask('logistics'),
      team: 'finance',
    });
    expect(nobody).toMatchObject({ ok: false, code: 'VALIDATION', field: '/team' });
    await rig.decide(requestId, ANALYST, 'analyst', ask('sales'));
    const consult = await openConsult(requestId, 'sales');
    expect(await rig.recordOn(consult.id, ANALYST, ANSWER)).toMatchObject({ ok: false });
    await rig.parts.sql`
      insert into role_grant (principal_id, role, entity, team, valid_from) values (${ANALYST}, 'analyst', 'US10', 'sales', '2020-01-01')`;
    const own = await rig.recordOn(consult.id, ANALYST, ANSWER);
    await rig.parts.sql`delete from role_grant where principal_id = ${ANALYST} and team = 'sales'`;
    expect(own).toMatchObject({ ok: false, code: 'SOD_VIOLATION' });
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  });
});

it('whoever answered never approves the request', async () => {
  const requestId = await rig.submit(PRICE);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.decide(requestId, MANAGER, 'manager', ask('logistics'));
  await rig.parts.sql`
    insert into role_grant (principal_id, role, entity, team, valid_from) values
      (${OTHER_MANAGER}, 'analyst', 'US10', 'logistics', '2020-01-01'), (${BILLING_LEAD}, 'analyst', 'US10', 'logistics', '2020-01-01')`;
  const consult = await openConsult(requestId, 'logistics');
  expect(await rig.recordOn(consult.id, BILLING_LEAD, ANSWER)).toMatchObject({
    ok: false,
    code: 'SOD_VIOLATION',
  });
  await answer(requestId, OTHER_MANAGER, 'logistics');
  await rig.parts
    .sql`delete from role_grant where role = 'analyst' and team = 'logistics' and principal_id in (${OTHER_MANAGER}, ${BILLING_LEAD})`;
  await rig.parts
    .sql`update task set assignee_id = null where request_id = ${requestId} and role = 'manager'`;
  const tried = await rig.tryToRecord(requestId, OTHER_MANAGER, 'manager', {
    verdict: 'approve',
    reason: '',
  });
  expect(tried).toMatchObject({ ok: false, code: 'SOD_VIOLATION' });
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_FULL');
});
