import { and, eq } from 'drizzle-orm';
import { businessDaysBetween } from '../../domain/calendar.ts';
import { moneyOf, toJson } from '../../domain/money.ts';
import type { Tx } from '../connection.ts';
import { customers } from '../schema/customer.ts';
import { inEntity } from '../transaction.ts';
import { addDays, todayIn } from './days.ts';
import { US10 } from './entities.ts';
import { EXAMPLE_CASES, type ExampleCase, type ExampleInvoice } from './example-cases.ts';
import { asOwner } from './owner.ts';
import { STEWARD_OF } from './people.ts';
import { postRecords } from './post-records.ts';
import { grossOf, type Records, type SeedContract, type SeedInvoice, type SeedReceipt } from './records.ts';
import { writeRecords } from './write-records.ts';

/** The legal entity of the five cases. */
export const EXAMPLE_ENTITY = US10;

/** An id of a case as one run knows it: `INV-25001`, or `INV-25001-<run>`. */
export const namedWith = (suffix: string) => (id: string) => `${id}${suffix}`;

/** Seeds fresh customers for all five cases beside a running stack. Idempotent for one suffix. */
export const seedWorkedExamples = (adminUrl: string, suffix: string): Promise<void> =>
  asOwner(adminUrl, (db) =>
    inEntity(db, EXAMPLE_ENTITY.code, async (tx) => {
      for (const example of EXAMPLE_CASES) await seedCase(tx, EXAMPLE_ENTITY.code, example, suffix);
    }),
  );

/**
 * Writes and posts one case's customer, contract, prices, invoices and cash, every id with the suffix; does nothing when that
 * customer is there already.
 * @param suffix '' for the originals, `-<run>` for a run of its own
 */
export async function seedCase(
  tx: Tx,
  entity: string,
  example: ExampleCase,
  suffix: string,
  today = todayIn(EXAMPLE_ENTITY.calendar.zone),
): Promise<void> {
  const id = namedWith(suffix)(example.customer.id);
  const found = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.legalEntity, entity), eq(customers.id, id)));
  if (found.length > 0) return;
  const records = recordsOf(example, namedWith(suffix), today);
  await writeRecords(tx, entity, records);
  await postRecords(tx, entity, records);
}

type Named = (id: string) => string;
const usd = (amount: string) => moneyOf(amount, 'USD');

/** The case as records of the seed. */
function recordsOf(example: ExampleCase, named: Named, today: string): Records {
  const customerId = named(example.customer.id);
  const invoices = example.invoices.map((invoice) => invoiceOf(invoice, customerId, named, today));
  return {
    customers: [
      {
        ...example.customer,
        id: customerId,
        groupId: `GRP-${customerId.slice('CUST-'.length)}`,
        country: 'US',
        language: 'en',
        keyAccount: false,
        kyc: { status: 'verified', risk: 'low', verifiedUntil: addDays(today, 400) },
        credit: { limit: usd('250000.00'), score: 3, onHold: false },
      },
    ],
    contracts: example.contract ? [contractOf(example.contract, customerId, named, today)] : [],
    prices: example.prices.map((price) => ({
      ...price,
      id: named(price.id),
      customerId,
      unitPrice: usd(price.unitPrice),
      maintainedBy: STEWARD_OF[EXAMPLE_ENTITY.code] ?? '',
      maintainedOn: longAgo(price.from, today),
    })),
    invoices,
    receipts: [...paymentsOf(example, invoices, named), ...unidentifiedOf(example, named)],
  };
}

/** A contract that promises a clock is in force on the day the request comes, whatever day that is. */
function contractOf(
  contract: NonNullable<ExampleCase['contract']>,
  customerId: string,
  named: Named,
  today: string,
): SeedContract {
  const { id, from, to, paymentTerms, hourlyRate, monthlyHourCap, clock } = contract;
  const promised = clock !== undefined;
  return {
    ...{ id: named(id), customerId, paymentTerms },
    from: promised && today < from ? today : from,
    to: promised && today > to ? addDays(today, 365) : to,
    terms: {
      ...(hourlyRate === undefined ? {} : { hourlyRate: toJson(usd(hourlyRate)) }),
      ...(monthlyHourCap === undefined ? {} : { monthlyHourCap }),
    },
    clock: clock ?? null,
  };
}

function invoiceOf(invoice: ExampleInvoice, customerId: string, named: Named, today: string): SeedInvoice {
  const { item, description, category, quantity, unitPrice, taxCode } = invoice;
  return {
    ...{ id: named(invoice.id), customerId, date: invoice.date, dueDate: dueDateOf(invoice, today) },
    deliveryDate: invoice.deliveryDate ?? null,
    deliveryRef: invoice.deliveryRef === undefined ? null : named(invoice.deliveryRef),
    lines: [{ item, description, category, quantity, taxCode, unitPrice: usd(unitPrice) }],
  };
}

/** A due date within five business days raises the priority; ten leave room for a request that is handed in days later. */
function dueDateOf({ date, netDays, neverDueSoon }: ExampleInvoice, today: string): string {
  const due = addDays(date, netDays);
  const ahead = businessDaysBetween(EXAMPLE_ENTITY.calendar, today, due);
  return neverDueSoon && due >= today && ahead <= 10 ? addDays(due, netDays) : due;
}

const paymentsOf = (example: ExampleCase, invoices: readonly SeedInvoice[], named: Named): SeedReceipt[] =>
  example.invoices.flatMap(({ paidBy }, i) => {
    const invoice = invoices[i];
    if (!paidBy || !invoice) return [];
    const amount = grossOf(EXAMPLE_ENTITY.code, invoice);
    return [
      {
        id: named(paidBy.id),
        bankReference: named(paidBy.bankReference),
        bankEntryRef: named(`ENTRY-${paidBy.bankReference}`),
        payerText: example.customer.name.toUpperCase(),
        customerId: invoice.customerId,
        valueDate: paidBy.valueDate,
        amount,
        heldIn: 'unapplied-cash' as const,
        applied: [{ invoiceId: invoice.id, amount }],
      },
    ];
  });

const unidentifiedOf = ({ unidentified }: ExampleCase, named: Named): SeedReceipt[] =>
  unidentified.map(({ id, bankReference, payerText, valueDate, amount }) => ({
    id: named(id),
    bankReference: named(bankReference),
    bankEntryRef: named(`ENTRY-${bankReference}`),
    ...{ payerText, valueDate, customerId: null, heldIn: 'unidentified-cash' as const, applied: [] },
    amount: usd(amount),
  }));

/** Beyond the ninety days in which whoever maintained a price may not approve what rests on it. */
function longAgo(from: string, today: string): string {
  const [earlier = from] = [addDays(from, -14), addDays(today, -120)].toSorted();
  return earlier;
}
