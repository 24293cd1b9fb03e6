import type { RequestToCapture } from '../../db/intake.ts';
import { EXAMPLE_CASES, type ExampleCase, type ExampleId } from '../../db/seed/example-cases.ts';
import { namedWith } from '../../db/seed/worked-examples.ts';
import { WORKED_CASES, type WorkedCase } from '../../scripts/demo/worked-cases.ts';

export const PRICE: ExampleId = 'invoice-discrepancy-25000';
export const CAPPED_HOURS: ExampleId = 'service-invoice-revision-22400';
export const TELECOM: ExampleId = 'telecom-billing-9200';
export const PAYMENT: ExampleId = 'delayed-payment-posting-18500';

export function workedCase(id: ExampleId): WorkedCase {
  const found = WORKED_CASES.find((one) => one.id === id);
  if (!found) throw new Error(`no worked case ${id}`);
  return found;
}

export function exampleCase(id: ExampleId): ExampleCase {
  const found = EXAMPLE_CASES.find((one) => one.id === id);
  if (!found) throw new Error(`no example ${id}`);
  return found;
}

/** What the customer of a worked example hands in. */
export function claimOf(id: ExampleId, suffix: string): RequestToCapture {
  const { channel, customerId, invoiceId, claimed, said, payment } = workedCase(id);
  const named = namedWith(suffix);
  return {
    legalEntity: 'US10',
    channel,
    customerId: named(customerId),
    invoiceId: named(invoiceId),
    claimed: { amount: claimed, currency: 'USD' },
    ...said(named),
    ...(payment && { payment: { ...payment, bankReference: named(payment.bankReference) } }),
  };
}

/** A customer billed above an agreed price on several invoices; `overcharges` are decimal strings, one an invoice. */
export function overchargedCustomer(overcharges: readonly string[]): ExampleCase {
  const agreed = 10_000;
  return {
    ...exampleCase(PRICE),
    customer: {
      id: 'CUST-2001',
      name: 'Larkspur Tools Inc.',
      contactName: 'Lena Park',
      contactEmail: 'ap@larkspur-tools.example',
    },
    contract: null,
    prices: [{ id: 'PA-2001', item: 'DRILL-8', unitPrice: '100.00', from: '2026-01-01', to: null }],
    invoices: overcharges.map((overcharge, i) => ({
      id: `INV-2001-${i + 1}`,
      date: '2026-10-05',
      netDays: 30,
      item: 'DRILL-8',
      description: 'Drill, 8 mm',
      category: 'goods',
      quantity: '1',
      unitPrice: ((agreed + Math.round(Number(overcharge) * 100)) / 100).toFixed(2),
      taxCode: 'EXEMPT',
    })),
  };
}
