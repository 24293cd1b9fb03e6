import postgres from 'postgres';
import { connect, type Connection } from '../../db/connection.ts';
import { captureRequest, type RequestToCapture } from '../../db/intake.ts';
import { postEntry, type EntryToPost } from '../../db/ledger.ts';
import { SEED_ENTITIES } from '../../db/seed/entities.ts';
import { writeBooksOfAccount, writeOrganisation } from '../../db/seed/organisation.ts';
import { postRecords } from '../../db/seed/post-records.ts';
import type { Records, SeedInvoice, SeedPrice, SeedReceipt } from '../../db/seed/records.ts';
import { writeRecords } from '../../db/seed/write-records.ts';
import { actorById } from '../../db/stores/people.ts';
import { inEntity } from '../../db/transaction.ts';
import type { Actor } from '../../domain/actor.ts';
import { moneyOf } from '../../domain/money.ts';
import type { Transfer } from '../../domain/posting.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

/** A Monday, 10:00 in New York and 16:00 in Berlin. */
export const NOW = new Date('2026-11-16T15:00:00Z');
const TODAY = '2026-11-16';
const CURRENCY_OF: Readonly<Record<string, 'USD' | 'EUR'>> = { US10: 'USD', DE20: 'EUR' };

export type Entity = 'US10' | 'DE20';
interface Placed {
  readonly entity?: Entity;
  readonly customerId?: string;
}
interface NewInvoice extends Placed {
  readonly quantity?: string;
  readonly price?: string;
  readonly taxCode?: string;
  readonly paid?: boolean;
}
interface NewReceipt extends Placed {
  readonly amount?: string;
  readonly heldIn?: SeedReceipt['heldIn'];
  readonly bankReference?: string;
}

/** Both legal entities with people, policy and chart, no trade but what a test writes; a connection for each role. */
export class Books {
  #made = 0;
  private constructor(
    readonly database: FreshDatabase,
    readonly api: Connection,
    readonly worker: Connection,
    /** As docket_owner, who owns the tables and is bound by row-level security. */
    readonly owner: Connection,
    /** The superuser's eyes. */
    readonly sql: postgres.Sql,
  ) {}

  static async open(pool = 12): Promise<Books> {
    const database = await freshDatabase();
    const owner = connect(`${database.ownerUrl}?role=docket_owner`, { max: pool });
    const sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
    await owner.db.transaction((tx) => writeOrganisation(tx));
    for (const entity of SEED_ENTITIES)
      await inEntity(owner.db, entity.code, (tx) => writeBooksOfAccount(tx, entity, TODAY));
    const [api, worker] = [
      connect(database.apiUrl, { max: pool }),
      connect(database.workerUrl, { max: pool }),
    ];
    return new Books(database, api, worker, owner, sql);
  }

  async close(): Promise<void> {
    await Promise.all([this.api, this.worker, this.owner].map((one) => one.close()));
    await this.sql.end();
    await this.database.drop();
  }

  /** A number no other record of these books has. */
  next(): number {
    this.#made += 1;
    return this.#made;
  }

  async customer({ entity = 'US10', group }: { entity?: Entity; group?: string } = {}): Promise<string> {
    const id = `CUST-${this.next()}`;
    await this.#record(entity, {
      customers: [
        {
          ...{ id, name: `Customer ${id}`, groupId: group ?? `GRP-${id}`, country: 'US', language: 'en' },
          ...{ keyAccount: false, contactName: 'Contact', contactEmail: `${id}@customer.example` },
          kyc: { status: 'verified', risk: 'low', verifiedUntil: '2030-01-01' },
          credit: { limit: moneyOf('100000.00', 'USD'), score: 3, onHold: false },
        },
      ],
    });
    return id;
  }

  /** 10 pumps at 100.00, untaxed, posted on 2 November; paid in full if it says so. */
  async invoice(terms: NewInvoice = {}): Promise<string> {
    const { entity = 'US10', quantity = '10', price = '100.00', paid = false } = terms;
    const { taxCode = entity === 'US10' ? 'EXEMPT' : 'ZERO' } = terms;
    const customerId = terms.customerId ?? (await this.customer({ entity }));
    const unitPrice = moneyOf(price, currencyOf(entity));
    const invoice: SeedInvoice = {
      ...{ id: `INV-${this.next()}`, customerId, date: '2026-11-02', dueDate: '2027-01-01' },
      ...{ deliveryDate: '2026-11-02', deliveryRef: null },
      lines: [{ item: 'PUMP-40', description: 'Pump', category: 'goods', quantity, unitPrice, taxCode }],
    };
    await this.#record(entity, { invoices: [invoice] });
    if (paid) await this.#pay(entity, invoice);
    return invoice.id;
  }

  /** Cash that has been received and not applied: 500.00, unidentified. */
  async receipt(terms: NewReceipt = {}): Promise<string> {
    const { entity = 'US10', amount = '500.00', heldIn = 'unidentified-cash', customerId = null } = terms;
    const id = `RCPT-${this.next()}`;
    const bankReference = terms.bankReference ?? `FT-${id}`;
    await this.#record(entity, {
      receipts: [
        {
          ...{ id, bankReference, bankEntryRef: `ENTRY-${id}`, payerText: 'PAYER', customerId, heldIn },
          ...{ valueDate: '2026-11-09', amount: moneyOf(amount, currencyOf(entity)), applied: [] },
        },
      ],
    });
    return id;
  }

  async price(terms: Pick<SeedPrice, 'customerId'> & Partial<SeedPrice> & { entity?: Entity; at: string }) {
    const { entity = 'US10', at, ...price } = terms;
    const id = `PA-${this.next()}`;
    await this.#record(entity, {
      prices: [
        {
          ...{
            id,
            item: 'PUMP-40',
            unitPrice: moneyOf(at, currencyOf(entity)),
            from: '2026-01-01',
            to: null,
          },
          ...{ maintainedBy: 'person:beth.nakamura', maintainedOn: '2026-01-01' },
          ...price,
        },
      ],
    });
    return id;
  }

  async actor(id: string): Promise<Actor> {
    const actor = await this.api.db.transaction((tx) => actorById(tx, id, NOW));
    if (!actor) throw new Error(`nobody is ${id}`);
    return actor;
  }

  /** Captures a claim of 200.00 on an invoice as the API does. */
  async capture(
    invoiceId: string,
    change: Partial<RequestToCapture> = {},
    by = 'service:portal',
  ): Promise<string> {
    const [invoice] = await this.sql<{ legal_entity: Entity; customer_id: string; currency: string }[]>`
      select legal_entity, customer_id, currency from invoice where id = ${invoiceId}`;
    if (!invoice) throw new Error(`no invoice ${invoiceId}`);
    const { legal_entity: legalEntity, customer_id: customerId, currency } = invoice;
    const actor = await this.actor(by);
    const captured = await inEntity(this.api.db, legalEntity, (tx) =>
      captureRequest(
        tx,
        {
          ...{
            legalEntity,
            channel: 'portal',
            customerId,
            invoiceId,
            claimed: { amount: '200.00', currency },
          },
          ...{ subject: 'The price is wrong', text: 'We agreed on 80.00 and you billed 100.00.' },
          ...change,
        },
        actor,
        NOW,
      ),
    );
    if (!captured.ok) throw new Error(JSON.stringify(captured.problems));
    return captured.requestId;
  }

  /** Posts transfers as the owner, whom no approval binds. @returns the entry's number */
  post(transfers: readonly Transfer[], change: Partial<EntryToPost> = {}): Promise<string> {
    const { legalEntity = 'US10' } = change;
    return inEntity(this.owner.db, legalEntity, (tx) => postEntry(tx, this.entry(transfers, change)));
  }

  entry(transfers: readonly Transfer[], change: Partial<EntryToPost> = {}): EntryToPost {
    const name = `test-${this.next()}`;
    return {
      ...{ legalEntity: 'US10', documentType: 'reversal', documentId: name, description: name, transfers },
      ...{ postingDate: TODAY, documentDate: TODAY, taxDate: TODAY, valueDate: TODAY },
      ...{ effectKey: name, postedBy: 'system@v1' },
      ...change,
    };
  }

  async #pay(entity: Entity, { id, customerId, lines }: SeedInvoice): Promise<void> {
    const [row] = await this.sql<
      { gross: string }[]
    >`select (gross_minor / 100.0)::numeric(20,2) as gross from invoice where id = ${id}`;
    const amount = moneyOf(row?.gross ?? '0', lines[0]?.unitPrice.currency ?? 'USD');
    const receipt = `RCPT-${this.next()}`;
    await this.#record(entity, {
      receipts: [
        {
          ...{ id: receipt, bankReference: receipt, bankEntryRef: receipt, payerText: 'PAYER', customerId },
          ...{
            valueDate: '2026-11-09',
            amount,
            heldIn: 'unapplied-cash',
            applied: [{ invoiceId: id, amount }],
          },
        },
      ],
    });
  }

  #record(entity: Entity, some: Partial<Records>): Promise<void> {
    const records: Records = {
      customers: [],
      contracts: [],
      prices: [],
      invoices: [],
      receipts: [],
      ...some,
    };
    return inEntity(this.owner.db, entity, async (tx) => {
      await writeRecords(tx, entity, records);
      await postRecords(tx, entity, records);
    });
  }
}

const currencyOf = (entity: Entity): 'USD' | 'EUR' => CURRENCY_OF[entity] ?? 'USD';

/** Raw SQL in a transaction that sees these entities; without any, none is set. */
export async function sqlIn<T extends object>(
  connection: Pick<Connection, 'sql'>,
  entities: string,
  work: (sql: postgres.TransactionSql) => postgres.PendingQuery<T[]>,
): Promise<T[]> {
  const rows = await connection.sql.begin(async (sql) => {
    if (entities !== '') await sql`select set_config('app.entity', ${entities}, true)`;
    return [...(await work(sql))];
  });
  return rows as T[];
}

/** What made the database refuse: the constraint's name, `permission`, `row-level security`, `append-only`; `nothing` if it did not. */
export async function refusedBy(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'nothing';
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    const { code, constraint_name, message } = (cause ?? error) as Partial<postgres.PostgresError>;
    if (code === '42501')
      return message?.includes('row-level security') ? 'row-level security' : 'permission';
    if (code === '23001') return 'append-only';
    return constraint_name ?? `${code}: ${message}`;
  }
}
