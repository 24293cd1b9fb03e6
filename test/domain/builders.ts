import type { CreditLine } from '../../domain/assessment.ts';
import type { Contract, PriceAgreement } from '../../domain/contract.ts';
import type { Invoice, InvoiceLine } from '../../domain/invoice.ts';
import type { CurrencyCode, Money, MoneyJson } from '../../domain/money.ts';
import { add, fromJson, moneyOf, sum, times, toDecimalString, toJson, zero } from '../../domain/money.ts';
import type { Claim, Dossier } from '../../domain/request-type.ts';

export const usd = (amount: string): MoneyJson => toJson(moneyOf(amount, 'USD'));

interface LineTerms {
  readonly quantity?: string;
  readonly price?: string;
  readonly taxRate?: string;
  readonly currency?: CurrencyCode;
}

/** A line of 10 pumps at 100.00, untaxed; net and tax follow from the terms. */
export function lineOf(terms: LineTerms & Partial<InvoiceLine> = {}): InvoiceLine {
  const { quantity = '10', price = '100.00', taxRate = '0', currency = 'USD', ...line } = terms;
  const unitPrice = moneyOf(price, currency);
  const net = times(unitPrice, quantity);
  return {
    line: 1,
    item: 'PUMP-40',
    description: 'Pump',
    category: 'goods',
    taxCode: 'EXEMPT',
    ...{ quantity, taxRate, unitPrice: toJson(unitPrice) },
    ...{ net: toJson(net), tax: toJson(times(net, taxRate)) },
    ...{ creditedNet: toJson(zero(currency)), creditedTax: toJson(zero(currency)) },
    ...line,
  };
}

/** Nothing paid, nothing credited, unless it says so. */
export function invoiceOf(change: Partial<Invoice> = {}): Invoice {
  const lines = change.lines ?? [lineOf()];
  const currency = lines[0]?.net.currency ?? 'USD';
  const gross = toJson(
    sum(
      lines.map((line) => add(fromJson(line.net), fromJson(line.tax))),
      currency,
    ),
  );
  return {
    id: 'INV-1',
    customerId: 'CUST-1',
    date: '2026-10-05',
    dueDate: '2026-11-04',
    deliveryDate: null,
    deliveryRef: null,
    orderDate: null,
    gross,
    open: gross,
    ...change,
    lines,
  };
}

export const priceOf = (change: Partial<PriceAgreement> = {}): PriceAgreement => ({
  id: 'PA-1',
  item: 'PUMP-40',
  unitPrice: usd('80.00'),
  from: '2026-01-01',
  to: null,
  maintainedBy: 'person:steward',
  maintainedAt: '2026-01-01T00:00:00Z',
  ...change,
});

export const contractWith = (change: Partial<Contract> = {}): Contract => ({
  id: 'CON-1',
  from: '2026-01-01',
  to: '2026-12-31',
  paymentTerms: 'net 30',
  terms: {},
  clock: null,
  ...change,
});

export const claimOf = (change: Partial<Claim> = {}): Claim => ({
  requestId: 'REQ-US10-1',
  legalEntity: 'US10',
  customerId: 'CUST-1',
  customerName: 'Customer One',
  subject: '',
  text: '',
  amount: usd('200.00'),
  invoiceId: 'INV-1',
  typeHint: null,
  reasonHint: null,
  payment: null,
  ...change,
});

export const dossierOf = (change: Partial<Dossier> = {}): Dossier => ({
  invoice: invoiceOf(),
  otherInvoices: [],
  contracts: [],
  prices: [],
  receipts: [],
  bankDays: { id: 'none', zone: 'UTC', windows: {}, holidays: 'none' },
  ...change,
});

/** What an invoice line looks like after these credits. */
export const credited = (line: InvoiceLine, ...credits: readonly CreditLine[]): InvoiceLine =>
  credits.reduce<InvoiceLine>(
    (before, { net, tax }) => ({
      ...before,
      creditedNet: toJson(add(fromJson(before.creditedNet), fromJson(net))),
      creditedTax: toJson(add(fromJson(before.creditedTax), fromJson(tax))),
    }),
    line,
  );

export const shown = (value: Money | MoneyJson): string =>
  toDecimalString(typeof value.minor === 'bigint' ? (value as Money) : fromJson(value as MoneyJson));
