import type { ExampleId } from '../../db/seed/example-cases.ts';
import type { DisputeReason } from '../../domain/dispute-reason.ts';
import type { RequestType } from '../../domain/request-types/registry.ts';
import type { AccountKey, Channel, Outcome, Priority, Role, Team } from '../../domain/vocabulary.ts';

/** Account, side, amount: one line of an entry. */
export type ExpectedPosting = readonly [AccountKey, 'debit' | 'credit', string];

/** What must be true of a closed case. Decimal strings in USD. */
export interface Expectation {
  readonly type: RequestType;
  readonly reason: DisputeReason;
  readonly team: Team;
  readonly priority: Priority;
  readonly outcome: Outcome;
  /** One role a level, in order; each level another person. */
  readonly approvals: readonly Role[];
  readonly postings: readonly ExpectedPosting[];
  readonly creditMemo: string | null;
  readonly correctedInvoiceTotal: string | null;
  readonly invoiceOpenAfter: string;
  readonly letters: readonly ('resolution-letter' | 'corrected-invoice')[];
  /** The same error on another invoice of the customer, reported with the finding. */
  readonly lookBack?: { readonly invoiceId: string; readonly difference: string };
  /** The clock that must bind, by name. */
  readonly bindingClock?: string;
  /** A document the finding must rest on. */
  readonly evidence: string;
}

export interface WorkedCase {
  readonly id: ExampleId;
  readonly title: string;
  readonly channel: Channel;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly claimed: string;
  /** The customer's words; ids in them carry the run's suffix. */
  readonly said: (named: (id: string) => string) => { readonly subject: string; readonly text: string };
  readonly payment?: { readonly bankReference: string; readonly paidOn: string };
  readonly expect: Expectation;
}

const CREDIT_LETTERS = ['resolution-letter', 'corrected-invoice'] as const;

export const WORKED_CASES: readonly WorkedCase[] = [
  {
    id: 'invoice-discrepancy-25000',
    title: '$25,000 invoice discrepancy',
    channel: 'portal',
    customerId: 'CUST-1001',
    invoiceId: 'INV-25001',
    claimed: '25000.00',
    said: (named) => ({
      subject: `Invoice ${named('INV-25001')} is $25,000 too high`,
      text: 'We agreed $100 per PUMP-40 from July. You billed $125. Please correct.',
    }),
    expect: {
      type: 'billing-dispute',
      reason: 'PRICE',
      team: 'billing',
      priority: 'P2',
      outcome: 'VALID_FULL',
      approvals: ['team-lead', 'manager'],
      postings: [
        ['revenue', 'debit', '25000.00'],
        ['accounts-receivable', 'credit', '25000.00'],
      ],
      creditMemo: '25000.00',
      correctedInvoiceTotal: '100000.00',
      invoiceOpenAfter: '100000.00',
      letters: CREDIT_LETTERS,
      lookBack: { invoiceId: 'INV-24870', difference: '5000.00' },
      evidence: 'PA-1001-2',
    },
  },
  {
    id: 'disputed-invoice-18750',
    title: '$18,750 disputed invoice',
    channel: 'crm',
    customerId: 'CUST-1002',
    invoiceId: 'INV-18750-B',
    claimed: '18750.00',
    said: (named) => ({
      subject: `Disputed invoice ${named('INV-18750-B')}`,
      text: `This delivery was already billed and paid on ${named('INV-18750-A')}.`,
    }),
    expect: {
      type: 'billing-dispute',
      reason: 'DUPLICATE',
      team: 'billing',
      priority: 'P2',
      outcome: 'VALID_FULL',
      approvals: ['team-lead', 'manager'],
      postings: [
        ['revenue', 'debit', '18750.00'],
        ['accounts-receivable', 'credit', '18750.00'],
      ],
      creditMemo: '18750.00',
      correctedInvoiceTotal: '0.00',
      invoiceOpenAfter: '0.00',
      letters: CREDIT_LETTERS,
      evidence: 'INV-18750-A',
    },
  },
  {
    id: 'service-invoice-revision-22400',
    title: '$22,400 service invoice revision',
    channel: 'email',
    customerId: 'CUST-1003',
    invoiceId: 'INV-22400',
    claimed: '2800.00',
    said: (named) => ({
      subject: `Please revise service invoice ${named('INV-22400')}`,
      text: 'Our contract caps October at 140 hours. You billed 160.',
    }),
    expect: {
      type: 'billing-dispute',
      reason: 'QUANTITY',
      team: 'billing',
      priority: 'P3',
      outcome: 'VALID_FULL',
      approvals: ['team-lead'],
      postings: [
        ['revenue', 'debit', '2800.00'],
        ['accounts-receivable', 'credit', '2800.00'],
      ],
      creditMemo: '2800.00',
      correctedInvoiceTotal: '19600.00',
      invoiceOpenAfter: '19600.00',
      letters: CREDIT_LETTERS,
      evidence: 'CON-1003',
    },
  },
  {
    id: 'telecom-billing-9200',
    title: '$9,200 telecom billing discrepancy',
    channel: 'service-desk',
    customerId: 'CUST-1004',
    invoiceId: 'INV-92001',
    claimed: '9200.00',
    said: () => ({
      subject: 'Overcharged on data pool',
      text: 'Tariff should be $200 per TB, you charged $300 for 80 TB. With tax that is $9,200 too much.',
    }),
    expect: {
      type: 'billing-dispute',
      reason: 'PRICE',
      team: 'billing',
      priority: 'P2',
      outcome: 'VALID_FULL',
      approvals: ['team-lead', 'manager'],
      postings: [
        ['revenue', 'debit', '8000.00'],
        ['output-tax', 'debit', '1200.00'],
        ['accounts-receivable', 'credit', '9200.00'],
      ],
      creditMemo: '9200.00',
      correctedInvoiceTotal: '18400.00',
      invoiceOpenAfter: '18400.00',
      letters: CREDIT_LETTERS,
      bindingClock: 'contract-resolution',
      evidence: 'PA-1004-1',
    },
  },
  {
    id: 'delayed-payment-posting-18500',
    title: '$18,500 delayed payment posting',
    channel: 'portal',
    customerId: 'CUST-1005',
    invoiceId: 'INV-18500',
    claimed: '18500.00',
    said: (named) => ({
      subject: 'Our payment of $18,500 is not on our account',
      text: `We paid on 28 October, bank reference ${named('FT26301X7')}, for invoice ${named('INV-18500')}.`,
    }),
    payment: { bankReference: 'FT26301X7', paidOn: '2026-10-28' },
    expect: {
      type: 'payment-clarification',
      reason: 'PAYMENT_NOT_POSTED',
      team: 'cash-application',
      priority: 'P2',
      outcome: 'VALID_FULL',
      approvals: [],
      postings: [
        ['unidentified-cash', 'debit', '18500.00'],
        ['accounts-receivable', 'credit', '18500.00'],
      ],
      creditMemo: null,
      correctedInvoiceTotal: null,
      invoiceOpenAfter: '0.00',
      letters: ['resolution-letter'],
      evidence: 'RCPT-70311',
    },
  },
];
