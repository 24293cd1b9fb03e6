import { moneyOf } from '../../domain/money.ts';
import { inEntity } from '../transaction.ts';
import { addDays, todayIn } from './days.ts';
import { US10 } from './entities.ts';
import { asOwner } from './owner.ts';
import { postRecords } from './post-records.ts';
import type { Records, SeedCustomer, SeedInvoice, SeedReceipt } from './records.ts';
import { writeRecords } from './write-records.ts';

/** A missing payment that the rules resolve without a person: what its customer has to say. */
export interface Clarification {
  readonly legalEntity: string;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly amount: string;
  readonly currency: string;
  readonly bankReference: string;
  readonly paidOn: string;
}

/** Rows of one transaction: enough to be quick, few enough to stay far below the statement timeout. */
const BATCH = 50;

/**
 * Seeds `count` customers, each with one open invoice and its payment in unidentified cash: equal reference, amount, currency and
 * name, so each claim is exact.
 * @param run names the load; a name used before is refused by the database
 */
export const seedClarifications = (adminUrl: string, run: string, count: number): Promise<Clarification[]> =>
  asOwner(adminUrl, async (db) => {
    const today = todayIn(US10.calendar.zone);
    const cases = Array.from({ length: count }, (_, index) => caseOf(`${run}-${index + 1}`, today));
    for (let from = 0; from < count; from += BATCH) {
      const records = recordsOf(cases.slice(from, from + BATCH));
      await inEntity(db, US10.code, async (tx) => {
        await writeRecords(tx, US10.code, records);
        await postRecords(tx, US10.code, records);
      });
    }
    return cases.map(({ said }) => said);
  });

interface Case {
  readonly customer: SeedCustomer;
  readonly invoice: SeedInvoice;
  readonly receipt: SeedReceipt;
  readonly said: Clarification;
}

function caseOf(name: string, today: string): Case {
  const [customerId, invoiceId, bankReference] = [`CUST-${name}`, `INV-${name}`, `FT-${name}`];
  const amount = moneyOf('1250.00', US10.currency);
  const paidOn = addDays(today, -7);
  const payer = `Load Trading ${name}`;
  return {
    customer: {
      ...{ id: customerId, name: `${payer} Inc.`, groupId: `GRP-${name}`, country: 'US', language: 'en' },
      ...{ keyAccount: false, contactName: payer, contactEmail: `${customerId.toLowerCase()}@load.example` },
      kyc: { status: 'verified', risk: 'low', verifiedUntil: addDays(today, 400) },
      credit: { limit: moneyOf('50000.00', US10.currency), score: 4, onHold: false },
    },
    invoice: {
      ...{ id: invoiceId, customerId, date: addDays(today, -40), dueDate: addDays(today, -10) },
      ...{ deliveryDate: null, deliveryRef: null },
      lines: [
        {
          ...{ item: 'VALVE-15', description: 'Ball valve, 15 mm', category: 'goods', taxCode: 'EXEMPT' },
          ...{ quantity: '50', unitPrice: moneyOf('25.00', US10.currency) },
        },
      ],
    },
    receipt: {
      ...{ id: `RCPT-${name}`, bankReference, bankEntryRef: `ENTRY-${name}`, payerText: payer.toUpperCase() },
      ...{ customerId: null, valueDate: paidOn, amount, heldIn: 'unidentified-cash', applied: [] },
    },
    said: {
      ...{ legalEntity: US10.code, customerId, invoiceId, bankReference, paidOn },
      ...{ amount: '1250.00', currency: US10.currency },
    },
  };
}

const recordsOf = (cases: readonly Case[]): Records => ({
  customers: cases.map(({ customer }) => customer),
  contracts: [],
  prices: [],
  invoices: cases.map(({ invoice }) => invoice),
  receipts: cases.map(({ receipt }) => receipt),
});
