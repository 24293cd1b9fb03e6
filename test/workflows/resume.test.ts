import { describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE, TELECOM } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER, SERVICE_DESK } from '../support/workflow-people.ts';
import { beginAgain } from '../support/workflow-resume.ts';

const rig = useRig();

const approveBoth = async (requestId: string) => {
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
};
const ask = (requestId: string) =>
  rig.decide(requestId, BILLING_LEAD, 'team-lead', {
    verdict: 'ask',
    reason: 'The order is missing.',
    question: 'Which order was it?',
  });

interface Way {
  readonly into: () => Promise<string>;
  readonly on: (requestId: string) => Promise<void>;
  readonly outcome: string;
}

/** Into each state in which a request waits, and from there to its end. */
const WAYS: Readonly<Record<string, Way>> = {
  triage: {
    into: () => rig.submit(PRICE, { subject: 'Question', text: 'Please look at this again.' }),
    on: async (requestId) => {
      await rig.decide(requestId, SERVICE_DESK, 'service-desk', {
        verdict: 'classify',
        reason: 'They mean the price.',
        type: 'billing-dispute',
        disputeReason: 'PRICE',
      });
      await approveBoth(requestId);
    },
    outcome: 'VALID_FULL',
  },
  preparing: {
    into: () => rig.submit(PRICE, { claimed: { amount: '4000.00', currency: 'USD' } }),
    on: async (requestId) => {
      await rig.decide(requestId, ANALYST, 'analyst', { verdict: 'deny', reason: 'Nothing is owed.' });
    },
    outcome: 'INVALID',
  },
  approving: { into: () => rig.submit(PRICE), on: approveBoth, outcome: 'VALID_FULL' },
  'awaiting-customer': {
    into: async () => {
      const requestId = await rig.submit(PRICE);
      await ask(requestId);
      return requestId;
    },
    on: async (requestId) => {
      await rig.reply(requestId, 'Order 4711.');
      await approveBoth(requestId);
    },
    outcome: 'VALID_FULL',
  },
};

describe('a run begun again from the database alone', () => {
  it.each(Object.entries(WAYS))(
    'in %s goes on and ends as it should',
    async (stage, { into, on, outcome }) => {
      const requestId = await into();
      await rig.books.inStage(requestId, stage);
      await beginAgain(rig, requestId);
      await on(requestId);
      expect(await rig.outcome(requestId)).toBe(outcome);
      expect(await rig.books.entries(requestId)).toHaveLength(outcome === 'INVALID' ? 0 : 1);
      const mailed = rig.books.mailed(requestId);
      expect(mailed).toHaveLength(new Set(mailed).size);
    },
  );

  it('between two approvals keeps the first', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    await beginAgain(rig, requestId);
    await rig.approve(requestId, MANAGER, 'manager');
    expect(await rig.outcome(requestId)).toBe('VALID_FULL');
  });

  it('goes on with the SLA clock where it stood', async () => {
    const requestId = await rig.submit(TELECOM);
    await rig.books.inStage(requestId, 'approving');
    await rig.advance({ hours: 25 });
    await beginAgain(rig, requestId);
    await rig.advance({ hours: 12 });
    const contract = (await rig.books.marks(requestId)).filter(
      ({ clock }) => clock === 'contract-resolution',
    );
    expect(contract.map(({ percent }) => percent)).toEqual([50, 75]);
  });
});
