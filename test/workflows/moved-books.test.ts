import { expect, it } from 'vitest';
import { US10 } from '../../db/seed/entities.ts';
import { asOwner } from '../../db/seed/owner.ts';
import { insertCreditMemo } from '../../db/credit-memos.ts';
import { nextNumber, postEntry } from '../../db/ledger.ts';
import { inEntity } from '../../db/transaction.ts';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';

const rig = useRig();

/** Somebody else credits so much of the invoice's first line, net in minor units, in the meantime. */
async function creditElsewhere(requestId: string, minor: string): Promise<void> {
  const { invoice_id: invoiceId, customer_id: customerId } = await rig.books.request(requestId);
  const legalEntity = US10.code;
  const today = await rig.today();
  const amount = { minor, currency: 'USD' } as const;
  await asOwner(rig.parts.database.ownerUrl, (db) =>
    inEntity(db, legalEntity, async (tx) => {
      const number = await nextNumber(tx, legalEntity, 'CM', Number(today.slice(0, 4)));
      await insertCreditMemo(tx, {
        memo: {
          ...{
            legalEntity,
            number,
            invoiceId,
            requestId: `elsewhere-${number}`,
            revision: 1,
            reason: 'PRICE',
          },
          ...{ currency: 'USD', grossMinor: BigInt(minor), issuedOn: today, restatement: {} },
        },
        lines: [{ line: 1, item: 'PUMP-40', net: amount, tax: { minor: '0', currency: 'USD' } }],
      });
      await postEntry(tx, {
        ...{ legalEntity, documentType: 'credit-memo', documentId: number, description: 'Elsewhere' },
        ...{ postingDate: today, documentDate: today, taxDate: today, valueDate: today },
        ...{ effectKey: `elsewhere/${number}`, postedBy: 'system@v1' },
        transfers: [
          {
            debit: { key: 'revenue', category: 'goods', taxCode: 'EXEMPT' },
            credit: { key: 'accounts-receivable' },
            ...{ amount, customerId, invoiceId },
          },
        ],
      });
    }),
  );
}

it('what has been credited elsewhere since the approval is not posted: the request goes back to its preparer', async () => {
  const requestId = await rig.submit(PRICE);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.record(requestId, MANAGER, 'manager', { verdict: 'approve', reason: 'Agreed.' });
  await creditElsewhere(requestId, '11000000');
  await rig.dispatch();
  await rig.books.inStage(requestId, 'preparing');
  expect(await rig.books.entries(requestId)).toEqual([]);
  expect(await rig.books.memos(requestId)).toEqual([]);
  const [event] = await rig.books.audited(requestId, 'not-executed');
  expect(event?.detail['why']).toContain('credited in the meantime');
  expect(event?.detail['approvalsVoided']).toEqual(expect.arrayContaining([BILLING_LEAD, MANAGER]));
  expect(await rig.books.approvals(requestId)).toEqual([]);

  await rig.decide(requestId, ANALYST, 'analyst', {
    verdict: 'propose',
    reason: 'What is left.',
    creditLines: [{ line: 1, net: '15000.00' }],
  });
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.approve(requestId, MANAGER, 'manager');
  expect(await rig.outcome(requestId)).toBe('VALID_PARTIAL');
  expect(await rig.books.memos(requestId)).toEqual(['15000.00']);
  const { invoice_id: invoiceId } = await rig.books.request(requestId);
  expect(await rig.books.openOn(invoiceId)).toBe('0.00');
});

it('what would still fit goes back too: the same error may have been credited by the other request', async () => {
  const requestId = await rig.submit(PRICE);
  await rig.approve(requestId, BILLING_LEAD, 'team-lead');
  await rig.record(requestId, MANAGER, 'manager', { verdict: 'approve', reason: 'Agreed.' });
  await creditElsewhere(requestId, '2500000');
  await rig.dispatch();
  await rig.books.inStage(requestId, 'preparing');
  expect(await rig.books.memos(requestId)).toEqual([]);
  expect(await rig.books.entries(requestId)).toEqual([]);
});
