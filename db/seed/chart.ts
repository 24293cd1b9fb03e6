import type { AccountKey, ItemCategory } from '../../domain/vocabulary.ts';

interface ChartAccount {
  readonly number: string;
  readonly key: AccountKey;
  readonly name: string;
  readonly type: 'asset' | 'liability' | 'equity' | 'revenue' | 'expense';
  readonly normal: 'debit' | 'credit';
}

type Row = readonly [
  number: string,
  key: AccountKey,
  name: string,
  type: ChartAccount['type'],
  normal: 'debit' | 'credit',
];

const ROWS: readonly Row[] = [
  ['1010', 'cash', 'Cash', 'asset', 'debit'],
  ['1020', 'payments-in-transit', 'Payments in transit', 'asset', 'credit'],
  ['1200', 'accounts-receivable', 'Accounts receivable', 'asset', 'debit'],
  ['1290', 'loss-allowance', 'Loss allowance', 'asset', 'credit'],
  ['1300', 'notes-receivable', 'Notes receivable', 'asset', 'debit'],
  ['1310', 'lc-receivable', 'Letter-of-credit receivable', 'asset', 'debit'],
  ['2100', 'output-tax', 'Output tax', 'liability', 'credit'],
  ['2200', 'refund-liability', 'Refund liability', 'liability', 'credit'],
  ['2300', 'customer-credits', 'Customer credits', 'liability', 'credit'],
  ['2310', 'unidentified-cash', 'Unidentified cash', 'liability', 'credit'],
  ['2320', 'unapplied-cash', 'Unapplied cash', 'liability', 'credit'],
  ['2330', 'on-account', 'Payments on account', 'liability', 'credit'],
  ['3900', 'opening-equity', 'Opening equity', 'equity', 'credit'],
  ['4000', 'revenue', 'Revenue, goods', 'revenue', 'credit'],
  ['4010', 'revenue', 'Revenue, services', 'revenue', 'credit'],
  ['4020', 'revenue', 'Revenue, freight', 'revenue', 'credit'],
  ['4110', 'cash-discounts', 'Cash discounts', 'revenue', 'debit'],
  ['4120', 'consideration-payable', 'Consideration payable to customers', 'revenue', 'debit'],
  ['4200', 'interest-and-late-fees', 'Interest and late fees', 'revenue', 'credit'],
  ['6100', 'impairment-expense', 'Impairment expense', 'expense', 'debit'],
  ['6200', 'modification-gain-loss', 'Modification gain or loss', 'expense', 'debit'],
  ['6300', 'payment-differences', 'Payment differences', 'expense', 'debit'],
  ['6400', 'customer-marketing-expense', 'Customer marketing expense', 'expense', 'debit'],
  ['6500', 'realised-fx', 'Realised exchange differences', 'expense', 'debit'],
];

/** The same chart for every legal entity. */
export const CHART: readonly ChartAccount[] = ROWS.map(([number, key, name, type, normal]) => ({
  number,
  key,
  name,
  type,
  normal,
}));

const REVENUE_BY_CATEGORY: Readonly<Record<ItemCategory | '*', string>> = {
  goods: '4000',
  services: '4010',
  freight: '4020',
  '*': '4000',
};

interface Determination {
  readonly key: AccountKey;
  readonly category: string;
  readonly accountNumber: string;
}

/** One account a key, except revenue, which the item's category divides. */
export const DETERMINATIONS: readonly Determination[] = [
  ...CHART.filter(({ key }) => key !== 'revenue').map(({ key, number }) => ({
    key,
    category: '*',
    accountNumber: number,
  })),
  ...Object.entries(REVENUE_BY_CATEGORY).map(([category, accountNumber]) => ({
    key: 'revenue' as const,
    category,
    accountNumber,
  })),
];
