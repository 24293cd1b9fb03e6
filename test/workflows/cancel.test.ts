import { describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();

/** The Web UI has a button for it, and every client a call. */
describe('a Cancel sent by a Temporal client', () => {
  it('ends nothing: the request is decided and closes as if it had not come', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.inStage(requestId, 'approving');
    await rig.client.workflow.getHandle(requestId).cancel();
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await rig.books.memos(requestId)).toEqual(['25000.00']);
  });
});
