import type { Rig } from '../support/rig.ts';
import { PAYMENT, PRICE, TELECOM } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, CONTROLLER, MANAGER } from '../support/workflow-people.ts';

/** Histories of runs under older code. No scenario makes them again; a request that is under way at the upgrade has to go on from them. */
export const LEFT_BY_OLDER_CODE = [
  // Their input had neither `cycle` nor `reopening`, and approvals had no clock of their own.
  ...['asked-and-answered', 'automatic-payment', 'dispute-approved-at-two-levels', 'rejected-and-reproposed'],
  // A mark was heard of after a decision that took effect while it fired: its outlook was taken all the same.
  'mark-heard-late',
];

/** What is recorded: the file's name, and how its request goes to its end. */
export const SCENARIOS: Readonly<Record<string, (rig: Rig) => Promise<string>>> = {
  'automatic-payment-of-cycle-0': (rig) => rig.submit(PAYMENT),

  'approval-clock-expires-at-level-one': async (rig) => {
    const requestId = await rig.submit(TELECOM);
    await rig.books.inStage(requestId, 'approving');
    await rig.advance({ hours: 37 });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    return requestId;
  },

  'asked-while-approval-clock-pauses': async (rig) => {
    const requestId = await rig.submit(PRICE);
    const question = 'Which order was it?';
    await rig.decide(requestId, BILLING_LEAD, 'team-lead', { verdict: 'ask', reason: 'Unclear.', question });
    await rig.books.mailedSoon(requestId, question);
    await rig.advance({ hours: 7 * 24 });
    await rig.reply(requestId, 'Order 4711.');
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    return requestId;
  },

  'reproposed-with-a-second-approval-clock': async (rig) => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.decide(requestId, MANAGER, 'manager', { verdict: 'reject', reason: 'Half of it.' });
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'Half, as agreed.',
      creditLines: [{ line: 1, net: '12500.00' }],
    });
    await rig.client.workflow.getHandle(requestId).signal('decided', { v: 1, id: 'DEC-US10-made-up' });
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    return requestId;
  },

  /** Its file is the run that the reopening began. */
  'reopened-and-given-more': async (rig) => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.outcome(requestId);
    await rig.advance({ hours: 24 });
    await rig.change(requestId, 'service:portal', { kind: 'reopening' });
    await rig.books.inStage(requestId, 'preparing');
    await rig.change(requestId, MANAGER, { kind: 'priority', detail: { priority: 'P1' } });
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'A line was forgotten.',
      creditLines: [{ line: 1, net: '100.00' }],
    });
    await rig.approve(requestId, MANAGER, 'manager');
    await rig.approve(requestId, CONTROLLER, 'controller');
    return requestId;
  },
};
