import { expect, it } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, dossierOf, invoiceOf, priceOf, usd } from '../builders.ts';

it.each([
  ['2026-03-02', 365, ['INV-OLD']],
  ['2026-03-02', 200, ['INV-OLD']],
  ['2026-03-01', 200, []],
])('an equal error of %s is reported when the policy looks back %i days: %j', (date, lookBackDays, found) => {
  const days = { date: '2026-09-18', deliveryDate: null, orderDate: null };
  const { lookBack } = assessDispute(
    claimOf({ amount: usd('200.00') }),
    'PRICE',
    dossierOf({
      invoice: invoiceOf(days),
      prices: [priceOf({ from: '2026-01-01', to: null })],
      otherInvoices: [invoiceOf({ ...days, id: 'INV-OLD', date })],
    }),
    { ...policyV1, lookBackDays },
  );
  expect(lookBack.map(({ invoiceId }) => invoiceId)).toEqual(found);
});
