import { describe, expect, it } from 'vitest';
import { EXAMPLE_IDS } from '../../db/seed/example-cases.ts';
import { useRig } from '../support/rig.ts';
import { PAYMENT, workedCase } from '../support/workflow-cases.ts';
import { BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();
const APPROVERS = { 'team-lead': BILLING_LEAD, manager: MANAGER } as const;

describe('the worked examples', () => {
  it.each(EXAMPLE_IDS)(
    '%s closes with the outcome, postings, approvals and letters of its rules',
    async (id) => {
      const { expect: wanted } = workedCase(id);
      const requestId = await rig.submit(id);
      for (const role of wanted.approvals) {
        if (role !== 'team-lead' && role !== 'manager') throw new Error(`nobody here is a ${role}`);
        await rig.approve(requestId, APPROVERS[role], role);
      }
      expect(await rig.outcome(requestId)).toBe(wanted.outcome);

      const { books } = rig;
      const request = await books.request(requestId);
      expect(request).toMatchObject({
        type: wanted.type,
        reason: wanted.reason,
        team: wanted.team,
        priority: wanted.priority,
        outcome: wanted.outcome,
      });
      expect(await books.approvals(requestId)).toEqual(
        wanted.approvals.map((role) => [role, APPROVERS[role as 'manager']]),
      );
      expect(await books.postings(requestId)).toEqual(
        wanted.postings.map((line) => line.join(' ')).toSorted(),
      );
      expect(await books.memos(requestId)).toEqual(wanted.creditMemo === null ? [] : [wanted.creditMemo]);
      expect(await books.openOn(request.invoice_id)).toBe(wanted.invoiceOpenAfter);
      expect((await books.letterKinds(requestId)).toSorted()).toEqual([...wanted.letters].toSorted());
      expect(new Set(books.mailed(requestId)).size).toBe(wanted.letters.length);
      expect((await books.tasks(requestId)).filter(({ state }) => state !== 'done')).toEqual([]);
    },
  );

  it('an exact claim on a receipt asks nobody', async () => {
    const requestId = await rig.submit(PAYMENT);
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
    expect(await rig.books.tasks(requestId)).toEqual([]);
    expect(await rig.books.audited(requestId, 'approved-automatically')).toHaveLength(1);
  });
});
