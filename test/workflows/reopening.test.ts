import { WorkflowIdReusePolicy } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { slaPlan } from '../../domain/sla.ts';
import { CUSTOMER_REQUEST, REQUESTS_QUEUE, type CustomerRequestInput } from '../../workflows/messages.ts';
import { useRig } from '../support/rig.ts';
import { claimOf, PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, CONTROLLER, MANAGER, SERVICE_DESK } from '../support/workflow-people.ts';
import { beginAgain } from '../support/workflow-resume.ts';

const rig = useRig();
const REOPEN = { kind: 'reopening' } as const;
const PORTAL = 'service:portal';

async function closedByApproval(): Promise<string> {
  await rig.nextBusinessMorning();
  const requestId = await rig.submit(PRICE);
  await rig.books.openTask(requestId, 'team-lead');
  await rig.advance({ hours: 2 });
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  return requestId;
}

/** @returns the change's id */
async function reopened(requestId: string, actorId = PORTAL): Promise<string> {
  const change = await rig.change(requestId, actorId, REOPEN);
  await rig.books.changed(change, 'effective');
  return change;
}

const blockOf = async (requestId: string) => {
  const [row] = await rig.parts.sql<{ until: string; released: boolean }[]>`
    select blocked_until::text as until, released_at is not null as released from dunning_block where request_id = ${requestId}`;
  if (!row) throw new Error(`dunning was never blocked for ${requestId}`);
  return row;
};

const runsOf = async (requestId: string): Promise<string> =>
  (await rig.client.workflow.getHandle(requestId).describe()).runId;

describe('a reopened request', () => {
  it('goes on with its clocks, takes a further revision, posts once more by an approval of its own, and is closed and told a second time', async () => {
    const requestId = await closedByApproval();
    const before = await rig.books.request(requestId);
    const block = await blockOf(requestId);
    expect(block.released).toBe(true);
    await rig.advance({ hours: 2 * 24 });
    await reopened(requestId);
    const open = await rig.books.inStage(requestId, 'preparing');
    expect(open).toMatchObject({
      ...{ cycle: 1, outcome: null, closed_at: null, first_outcome: 'VALID_FULL' },
      first_closed_at: before.closed_at,
    });
    const clock = open.state?.clocks.find(({ name }) => name === 'policy-resolution');
    if (!clock) throw new Error('no resolution clock');
    expect(clock.carriedSeconds).toBeGreaterThanOrEqual(2 * 3_600);
    expect(clock.carriedSeconds).toBeLessThan(2 * 3_600 + 300);
    expect(open.sla_due?.toISOString()).toBe(
      new Date(slaPlan(clock, clock.startedAt, []).dueAt ?? '').toISOString(),
    );
    expect(await blockOf(requestId)).toEqual({ until: block.until, released: false });

    await rig.comeToRest(requestId);
    const { searchAttributes } = await rig.client.workflow.getHandle(requestId).describe();
    expect(searchAttributes).toMatchObject({
      priority: ['P2'],
      requestType: ['billing-dispute'],
      stage: ['preparing'],
    });
    await rig.decide(requestId, ANALYST, 'analyst', {
      ...{ verdict: 'propose', reason: 'A line was forgotten.', creditLines: [{ line: 1, net: '100.00' }] },
    });
    // What was posted before counts: 25,100 within thirty days need a controller.
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.approve(requestId, CONTROLLER, 'controller');
    expect(await rig.outcome(requestId)).toMatch(/^VALID_/);

    const proposals = await rig.books.proposals(requestId);
    expect(proposals.map(({ revision, status }) => [revision, status])).toEqual([
      [1, 'posted'],
      [2, 'posted'],
    ]);
    expect(proposals[1]?.basis).toBe('25100.00');
    expect(await rig.books.entries(requestId)).toHaveLength(2);
    expect(await rig.books.letterKinds(requestId)).toEqual([
      ...['resolution-letter', 'corrected-invoice', 'resolution-letter', 'corrected-invoice'],
    ]);
    const mailed = rig.books.mailed(requestId);
    expect(new Set(mailed).size).toBe(4);
    expect(mailed).toHaveLength(4);
    expect(await rig.books.audited(requestId, 'closed')).toHaveLength(2);
    expect(await rig.books.request(requestId)).toMatchObject({ cycle: 1, first_outcome: 'VALID_FULL' });
  });

  it('fires no mark again that fired before it was closed', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 5 });
    const marks = async () =>
      (await rig.books.marks(requestId))
        .filter(({ clock }) => clock === 'policy-resolution')
        .map(({ percent }) => percent);
    expect(await marks()).toEqual([50]);
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    await reopened(requestId, SERVICE_DESK);
    await rig.books.inStage(requestId, 'preparing');
    await rig.advance({ hours: 1 });
    expect(await marks()).toEqual([50]);
    // 13 of 24 hours were used: three quarters are 5 hours away.
    await rig.nextBusinessMorning();
    await rig.advance({ hours: 4 });
    expect(await marks()).toEqual([50, 75]);
  });

  it('can be withdrawn again, and reopened again', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    for (const cycle of [1, 2]) {
      await reopened(requestId);
      expect(await rig.books.inStage(requestId, 'preparing')).toMatchObject({ cycle });
      await rig.withdraw(requestId);
      expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    }
    expect(await rig.books.letterKinds(requestId)).toEqual(Array(3).fill('resolution-letter'));
    expect(await rig.books.audited(requestId, 'withdrawn')).toHaveLength(3);
  });

  /** Reopened, a request whose credit is posted: how the customer's side can end it. */
  const ENDINGS: Readonly<Record<string, (requestId: string) => Promise<void>>> = {
    WITHDRAWN: (requestId) => rig.withdraw(requestId),
    NO_RESPONSE: async (requestId) => {
      await rig.decide(requestId, ANALYST, 'analyst', {
        ...{ verdict: 'ask', reason: 'The line is missing.', question: 'Which line was forgotten?' },
      });
      await rig.books.inStage(requestId, 'awaiting-customer');
      await rig.advance({ hours: 40 * 24 });
    },
  };
  it.each(Object.keys(ENDINGS))(
    'ended %s keeps what was posted, and the approvals of it; nobody is told otherwise',
    async (outcome) => {
      const requestId = await closedByApproval();
      await reopened(requestId);
      await rig.books.inStage(requestId, 'preparing');
      await ENDINGS[outcome]?.(requestId);
      expect(await rig.outcome(requestId)).toBe(outcome);
      expect((await rig.books.proposals(requestId)).map(({ status }) => status)).toEqual(['posted']);
      const approvals = await rig.parts.sql`
        select status from decision where request_id = ${requestId} and verdict = 'approve'`;
      expect(approvals.map(({ status }) => status as string)).toEqual(['effective', 'effective']);
      expect((await rig.books.notices(requestId)).filter(({ kind }) => kind === 'approval-void')).toEqual([]);
      expect(await rig.books.entries(requestId)).toHaveLength(1);
      const letter = rig.mail.about(requestId).at(-1)?.text;
      expect(letter).toContain('What we told you before still stands; nothing more was changed');
      expect(letter).not.toContain('Nothing was changed');
    },
  );

  // Domain rules 3: sixty days at most from intake; 1.6: ten business days from the first closing.
  it('stops dunning no longer than it could from the first, and is not kept open by reopening it again', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    const { until } = await blockOf(requestId);
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    await rig.advance({ hours: 9 * 24 });
    await reopened(requestId);
    await rig.books.inStage(requestId, 'preparing');
    expect(await blockOf(requestId)).toEqual({ until, released: false });
    await rig.advance({ hours: 4 * 24 });
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    expect((await blockOf(requestId)).released).toBe(true);

    await rig.advance({ hours: 3 * 24 });
    const again = await rig.change(requestId, PORTAL, REOPEN);
    const { status_reason } = await rig.books.changed(again, 'void');
    expect(status_reason).toContain('was first closed on');
    expect(await rig.books.request(requestId)).toMatchObject({ stage: 'closed', cycle: 1 });
    expect((await blockOf(requestId)).released).toBe(true);
  });

  it('whose sixty days are over stops dunning no more', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.advance({ hours: 61 * 24 });
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    const block = await blockOf(requestId);
    await reopened(requestId);
    await rig.books.inStage(requestId, 'preparing');
    expect(await blockOf(requestId)).toEqual({ ...block, released: true });
  });

  it('that nobody had classified is classified first', async () => {
    const requestId = await rig.submit(PRICE, { subject: 'Hello', text: 'Please call us back.' });
    await rig.books.inStage(requestId, 'triage');
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    await reopened(requestId);
    await rig.decide(requestId, SERVICE_DESK, 'service-desk', {
      ...{ verdict: 'classify', reason: 'They mean the price.' },
      ...{ type: 'billing-dispute', disputeReason: 'PRICE' },
    });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('goes on from the database alone', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    await reopened(requestId);
    await rig.books.inStage(requestId, 'preparing');
    await beginAgain(rig, requestId);
    await rig.decide(requestId, ANALYST, 'analyst', { verdict: 'deny', reason: 'Nothing is owed.' });
    // A denial of more than 5,000 needs a lead.
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    expect(await rig.outcome(requestId)).toBe('INVALID');
    expect(await rig.books.audited(requestId, 'closed')).toHaveLength(2);
  });
});

describe('what was said before a closing and is delivered after the reopening', () => {
  const outboxOf = (messageId: string) => rig.parts.sql`payload->>'id' = ${messageId}`;
  const held = (messageId: string) =>
    rig.parts.sql`update outbox set not_before = now() + interval '1 hour' where ${outboxOf(messageId)}`;
  const delivered = async (messageId: string) => {
    await rig.parts.sql`update outbox set not_before = now() where ${outboxOf(messageId)}`;
    await rig.dispatch();
  };
  const ignored = async (requestId: string, messageId: string) => {
    const event = await rig.books.auditedSoon(requestId, 'signal-ignored');
    expect(event.detail).toEqual({ messageId, why: 'it was said before the request was reopened' });
  };
  /** What no run has taken: nothing, once the request is closed. */
  const left = (requestId: string) =>
    rig.parts.sql`select 1 from customer_message where request_id = ${requestId} and consumed_at is null`;

  it('is no withdrawal of the reopened request', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.record(requestId, MANAGER, 'manager', { verdict: 'approve', reason: 'Agreed.' });
    const messageId = await rig.say(requestId, 'withdrawal', 'Never mind.');
    await held(messageId);
    await rig.dispatch();
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    const [closed] = await rig.books.audited(requestId, 'closed');
    expect(closed?.detail).toMatchObject({ messagesTooLate: [messageId] });
    expect(await left(requestId)).toHaveLength(0);

    await reopened(requestId);
    await rig.books.inStage(requestId, 'preparing');
    await delivered(messageId);
    await ignored(requestId, messageId);
    expect((await rig.books.request(requestId)).stage).toBe('preparing');
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  });

  it('answers no question that is asked in the reopened one', async () => {
    await rig.nextBusinessMorning();
    const requestId = await rig.submit(PRICE);
    const ask = { verdict: 'ask', reason: 'The order is missing.', question: 'Which order was it?' } as const;
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', ask);
    await rig.books.inStage(requestId, 'awaiting-customer');
    const messageId = await rig.say(requestId, 'reply', 'Order 4711.');
    await held(messageId);
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
    expect(await left(requestId)).toHaveLength(0);

    await reopened(requestId);
    await rig.decide(requestId, ANALYST, 'analyst', ask);
    await rig.books.inStage(requestId, 'awaiting-customer');
    await delivered(messageId);
    await ignored(requestId, messageId);
    expect((await rig.books.request(requestId)).stage).toBe('awaiting-customer');
    await rig.reply(requestId, 'Order 4712.');
    await rig.books.inStage(requestId, 'preparing');
  });
});

describe('a reopening', () => {
  it('told twice, even after the request has been closed again, begins one run', async () => {
    const requestId = await closedByApproval();
    const change = await reopened(requestId);
    const run = await runsOf(requestId);
    const again = async () => {
      await rig.parts.sql`
        update outbox set delivered = false, not_before = now() where request_id = ${requestId} and kind = 'start' and payload->>'reopening' = ${change}`;
      await rig.dispatch();
    };
    await again();
    expect(await runsOf(requestId)).toBe(run);
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    await again();
    expect(await runsOf(requestId)).toBe(run);
    expect((await rig.books.request(requestId)).stage).toBe('closed');
  });

  it('made up by whoever reaches Temporal reopens nothing, and is audited', async () => {
    const requestId = await closedByApproval();
    const input: CustomerRequestInput = {
      ...{ v: 1, requestId, legalEntity: 'US10', step: null, consumed: 0, inbox: [], cycle: 0 },
      ...{ reopening: 'CHG-US10-made-up', link: '' },
    };
    await rig.client.workflow.start(CUSTOMER_REQUEST, {
      ...{ workflowId: requestId, taskQueue: REQUESTS_QUEUE, args: [input] },
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    });
    await rig.remember(requestId);
    const ignored = await rig.books.auditedSoon(requestId, 'signal-ignored');
    expect(ignored.detail).toMatchObject({ signal: 'reopening', changeId: 'CHG-US10-made-up' });
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await rig.books.request(requestId)).toMatchObject({ stage: 'closed', cycle: 0 });
    expect(await rig.books.entries(requestId)).toHaveLength(1);
  });

  it('by somebody who may not is void', async () => {
    const requestId = await closedByApproval();
    const change = await rig.change(requestId, 'person:ruth.feldman', REOPEN);
    expect((await rig.books.changed(change, 'void')).status_reason).toContain('Only the service desk');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect((await rig.books.request(requestId)).cycle).toBe(0);
  });

  it('of what is open as another request already is void, and names that one', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.openTask(requestId, 'team-lead');
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    const { customer_id } = await rig.books.request(requestId);
    const twin = await rig.capture(claimOf(PRICE, customer_id.replace('CUST-1001', '')));
    await rig.books.inStage(twin, 'approving');
    const change = await rig.change(requestId, PORTAL, REOPEN);
    expect((await rig.books.changed(change, 'void')).status_reason).toBe(
      `Request ${requestId} can't be reopened while ${twin} is open for the same invoice and reason: go on with that one.`,
    );
    await rig.outcome(requestId);
    expect(await rig.books.request(requestId)).toMatchObject({ stage: 'closed', cycle: 0 });
  });

  it('asked for while another is on its way is refused by the database', async () => {
    const requestId = await closedByApproval();
    await rig.recordChange(requestId, PORTAL, REOPEN);
    await expect(rig.recordChange(requestId, SERVICE_DESK, REOPEN)).rejects.toThrow();
    await rig.dispatch();
    await rig.books.inStage(requestId, 'preparing');
  });
});
