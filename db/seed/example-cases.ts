import type { ContractClock } from '../../domain/contract.ts';
import type { ItemCategory } from '../../domain/vocabulary.ts';

/** The five cases of the finance department's own documents, with their figures. USD, gross amounts as decimal strings. */
export interface ExampleCase {
  readonly id: ExampleId;
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly contactName: string;
    readonly contactEmail: string;
  };
  readonly contract: ExampleContract | null;
  readonly prices: readonly ExamplePrice[];
  readonly invoices: readonly ExampleInvoice[];
  /** Cash whose payer nobody has identified. */
  readonly unidentified: readonly ExampleReceipt[];
}

export const EXAMPLE_IDS = [
  'invoice-discrepancy-25000',
  'disputed-invoice-18750',
  'service-invoice-revision-22400',
  'telecom-billing-9200',
  'delayed-payment-posting-18500',
] as const;
export type ExampleId = (typeof EXAMPLE_IDS)[number];

export interface ExampleContract {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly paymentTerms: string;
  readonly hourlyRate?: string;
  readonly monthlyHourCap?: string;
  readonly clock?: ContractClock;
}

export interface ExamplePrice {
  readonly id: string;
  readonly item: string;
  readonly unitPrice: string;
  readonly from: string;
  readonly to: string | null;
}

export interface ExampleInvoice {
  readonly id: string;
  readonly date: string;
  readonly netDays: number;
  /** Its case must not become urgent by the day it runs on: a due date within two weeks is put off by the terms once more. */
  readonly neverDueSoon?: true;
  readonly deliveryDate?: string;
  readonly deliveryRef?: string;
  readonly item: string;
  readonly description: string;
  readonly category: ItemCategory;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxCode: string;
  /** Paid in full by this receipt. */
  readonly paidBy?: { readonly id: string; readonly bankReference: string; readonly valueDate: string };
}

export interface ExampleReceipt {
  readonly id: string;
  readonly bankReference: string;
  readonly payerText: string;
  readonly valueDate: string;
  readonly amount: string;
}

const PUMP = {
  item: 'PUMP-40',
  description: 'Centrifugal pump, 40 mm',
  category: 'goods',
  taxCode: 'EXEMPT',
} as const;

const LANE_7 = {
  netDays: 45,
  deliveryRef: 'DN-88121',
  item: 'FREIGHT-LANE-7',
  description: 'Refrigerated freight, lane 7',
  category: 'freight',
  quantity: '25',
  unitPrice: '750.00',
  taxCode: 'EXEMPT',
} as const;

export const EXAMPLE_CASES: readonly ExampleCase[] = [
  {
    id: 'invoice-discrepancy-25000',
    customer: {
      id: 'CUST-1001',
      name: 'Hartwell Components Inc.',
      contactName: 'Dana Hartwell',
      contactEmail: 'payables@hartwell-components.example',
    },
    contract: { id: 'CON-1001', from: '2026-01-01', to: '2026-12-31', paymentTerms: 'net 30' },
    prices: [
      { id: 'PA-1001-1', item: 'PUMP-40', unitPrice: '125.00', from: '2026-01-01', to: '2026-06-30' },
      { id: 'PA-1001-2', item: 'PUMP-40', unitPrice: '100.00', from: '2026-07-01', to: null },
    ],
    invoices: [
      {
        ...PUMP,
        id: 'INV-25001',
        date: '2026-10-05',
        netDays: 30,
        deliveryDate: '2026-10-02',
        quantity: '1000',
        unitPrice: '125.00',
      },
      {
        // The same error, paid without a word: what the look-back has to report.
        ...PUMP,
        id: 'INV-24870',
        date: '2026-08-13',
        netDays: 30,
        deliveryDate: '2026-08-11',
        quantity: '200',
        unitPrice: '125.00',
        paidBy: { id: 'RCPT-70102', bankReference: 'FT26253H2', valueDate: '2026-09-10' },
      },
    ],
    unidentified: [],
  },
  {
    id: 'disputed-invoice-18750',
    customer: {
      id: 'CUST-1002',
      name: 'Meridian Foods LLC',
      contactName: 'Owen Bright',
      contactEmail: 'ap@meridian-foods.example',
    },
    contract: { id: 'CON-1002', from: '2025-01-01', to: '2027-12-31', paymentTerms: '2/10 net 45' },
    prices: [],
    invoices: [
      {
        ...LANE_7,
        id: 'INV-18750-A',
        date: '2026-09-15',
        paidBy: { id: 'RCPT-70188', bankReference: 'FT26281M4', valueDate: '2026-10-08' },
      },
      { ...LANE_7, id: 'INV-18750-B', date: '2026-09-18' },
    ],
    unidentified: [],
  },
  {
    id: 'service-invoice-revision-22400',
    customer: {
      id: 'CUST-1003',
      name: 'Calder & Voss Engineering',
      contactName: 'Ingrid Voss',
      contactEmail: 'office@calder-voss.example',
    },
    contract: {
      id: 'CON-1003',
      from: '2026-03-01',
      to: '2027-02-28',
      paymentTerms: 'net 30',
      hourlyRate: '140.00',
      monthlyHourCap: '140',
    },
    prices: [],
    invoices: [
      {
        id: 'INV-22400',
        date: '2026-10-31',
        netDays: 30,
        neverDueSoon: true,
        item: 'SERVICE-HOURS-OCT',
        description: 'Engineering services, October',
        category: 'services',
        quantity: '160',
        unitPrice: '140.00',
        taxCode: 'EXEMPT',
      },
    ],
    unidentified: [],
  },
  {
    id: 'telecom-billing-9200',
    customer: {
      id: 'CUST-1004',
      name: 'Bluewave Retail Group',
      contactName: 'Theo Marsh',
      contactEmail: 'telecom@bluewave-retail.example',
    },
    contract: {
      id: 'CON-1004',
      from: '2026-01-01',
      to: '2028-12-31',
      paymentTerms: 'net 14',
      clock: { resolutionHours: 48, calendar: '24x7' },
    },
    prices: [{ id: 'PA-1004-1', item: 'DATA-POOL-TB', unitPrice: '200.00', from: '2026-01-01', to: null }],
    invoices: [
      {
        id: 'INV-92001',
        date: '2026-11-02',
        netDays: 14,
        item: 'DATA-POOL-TB',
        description: 'Shared data pool, per terabyte',
        category: 'services',
        quantity: '80',
        unitPrice: '300.00',
        taxCode: 'TELECOM',
      },
    ],
    unidentified: [],
  },
  {
    id: 'delayed-payment-posting-18500',
    customer: {
      id: 'CUST-1005',
      name: 'Ostrava Textiles Inc.',
      contactName: 'Pavla Novak',
      contactEmail: 'finance@ostrava-textiles.example',
    },
    contract: null,
    prices: [],
    invoices: [
      {
        id: 'INV-18500',
        date: '2026-09-30',
        netDays: 30,
        deliveryDate: '2026-09-28',
        item: 'FABRIC-220',
        description: 'Woven fabric, 220 g/m²',
        category: 'goods',
        quantity: '370',
        unitPrice: '50.00',
        taxCode: 'EXEMPT',
      },
    ],
    unidentified: [
      {
        id: 'RCPT-70311',
        bankReference: 'FT26301X7',
        payerText: 'OSTRAVA TXTLS',
        valueDate: '2026-10-28',
        amount: '18500.00',
      },
    ],
  },
];
