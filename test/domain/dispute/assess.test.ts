import { describe, expect, test } from 'vitest';
import { assessDispute } from '../../../domain/dispute/assess.ts';
import { DISPUTE_REASON_CODES } from '../../../domain/dispute-reason.ts';
import { policyV1 } from '../../../domain/policy/v1.ts';
import { claimOf, contractWith, dossierOf, invoiceOf, priceOf } from '../builders.ts';

const CHECKED = ['PRICE', 'QUANTITY', 'DUPLICATE', 'TAX'];
const unchecked = DISPUTE_REASON_CODES.filter((reason) => !CHECKED.includes(reason));

describe('a reason that our records can’t prove goes to a person, with the invoice as evidence', () => {
  test.each(unchecked)('%s', (reason) => {
    const found = assessDispute(claimOf(), reason, dossierOf(), policyV1);
    expect(found).toMatchObject({
      verdict: 'needs-person',
      why: expect.stringContaining('no rule of this policy'),
    });
    expect(found.evidence.map(({ sourceRef }) => sourceRef)).toEqual(['INV-1']);
  });
});

test.each(DISPUTE_REASON_CODES)('%s without an invoice goes to a person', (reason) => {
  expect(assessDispute(claimOf(), reason, dossierOf({ invoice: null }), policyV1)).toMatchObject({
    verdict: 'needs-person',
    why: 'the claim names no invoice',
    evidence: [],
  });
});

describe('the contract in force', () => {
  const evidence = (deliveryDate: string) =>
    assessDispute(
      claimOf(),
      'PRICE',
      dossierOf({
        invoice: invoiceOf({ deliveryDate }),
        prices: [priceOf()],
        contracts: [
          contractWith({ id: 'CON-OLD', to: '2026-06-30' }),
          contractWith({ id: 'CON-NEW', from: '2026-07-01' }),
        ],
      }),
      policyV1,
    ).evidence.map(({ sourceRef }) => sourceRef);

  test.each([
    ['2026-06-30', 'CON-OLD'],
    ['2026-07-01', 'CON-NEW'],
  ])('on %s is evidence: %s', (day, contract) => {
    expect(evidence(day)).toEqual(['INV-1', contract, 'PA-1']);
  });

  test('is none where none was in force', () => {
    expect(evidence('2027-01-01')).toEqual(['INV-1', 'PA-1']);
  });
});
