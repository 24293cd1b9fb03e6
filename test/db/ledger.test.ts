import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertCreditMemo } from '../../db/credit-memos.ts';
import { nextNumber, PeriodClosed } from '../../db/ledger.ts';
import { inEntity } from '../../db/transaction.ts';
import { money, moneyOf } from '../../domain/money.ts';
import { transfer, type Transfer } from '../../domain/posting.ts';
import { Books, refusedBy, sqlIn } from './books.ts';
import { proposed } from './case.ts';

let books: Books;
beforeAll(async () => {
  books = await Books.open(4);
});
afterAll(() => books.close());

const usd = (amount: string) => moneyOf(amount, 'USD');
const receivables = { key: 'accounts-receivable' } as const;
const revenue = { key: 'revenue', category: 'goods' } as const;
const credits = { key: 'customer-credits' } as const;
const suspense = { key: 'unidentified-cash' } as const;
const cash = { key: 'cash' } as const;
const equity = { key: 'opening-equity' } as const;
const opening = (amount = '1.00') => [transfer(cash, equity, usd(amount))];

const open = async (invoiceId: string): Promise<string> => {
  const [row] = await books.sql<
    { open: string }[]
  >`select (open_minor / 100.0)::numeric(20,2)::text as open from invoice where id = ${invoiceId}`;
  return row?.open ?? '';
};

describe('an entry', () => {
  it('posts every transfer under one number, and its sub-ledger follows', async () => {
    const invoiceId = await books.invoice();
    const number = await books.post([
      transfer(revenue, receivables, usd('100.00'), { invoiceId }),
      transfer(revenue, receivables, usd('50.00'), { invoiceId }),
    ]);
    const rows = await books.sql`
      select line, debit_account, credit_account, amount_minor::text as minor from ledger_transfer where entry_number = ${number} order by line`;
    expect(rows.map((row) => Object.values(row))).toEqual([
      [1, '4000', '1200', '10000'],
      [2, '4000', '1200', '5000'],
    ]);
    expect(await open(invoiceId)).toBe('850.00');
  });

  it('without a transfer is refused by the door, and by the database when it commits', async () => {
    await expect(books.post([])).rejects.toThrow('at least one transfer');
    expect(await refusedBy(rawEntry('EMPTY-1', []))).toBe('entry_has_transfers');
  });

  it('of an amount that is none, of one account twice, or of an unknown account is refused', async () => {
    const cases: [string, string, string, string][] = [
      ['0', '1010', '3900', 'ledger_transfer_amount'],
      ['-100', '1010', '3900', 'ledger_transfer_amount'],
      ['100', '1010', '1010', 'ledger_transfer_two_sides'],
    ];
    for (const [minor, debit, credit, constraint] of cases)
      expect([
        minor,
        debit,
        credit,
        await refusedBy(rawEntry(`BAD-${books.next()}`, [{ minor, debit, credit }])),
      ]).toEqual([...[minor, debit, credit, constraint]]);
    expect(await refusedBy(rawEntry('BAD-X', [{ minor: '1', debit: '9999', credit: '3900' }]))).not.toBe(
      'nothing',
    );
    const unknown = transfer({ key: 'revenue', category: 'freight' }, { key: 'output-tax' }, usd('1.00'));
    await books.sql`delete from account_determination where legal_entity = 'US10' and key = 'output-tax'`;
    await expect(books.post([unknown])).rejects.toThrow('no account of US10 is determined for output-tax');
    await books.sql`insert into account_determination values ('US10', 'output-tax', '*', '*', '2100')`;
  });

  it('is posted once: its effect key is refused a second time', async () => {
    const change = { effectKey: 'once-only' };
    await books.post(opening(), change);
    expect(await refusedBy(books.post(opening(), change))).toBe('journal_entry_effect');
    await books.post([transfer(cash, equity, moneyOf('1.00', 'EUR'))], { ...change, legalEntity: 'DE20' });
  });

  it('takes the account of the line’s category, the key’s own otherwise', async () => {
    const accounts = async (transfers: Transfer[]) => {
      const number = await books.post(transfers);
      const [row] = await books.sql`select debit_account from ledger_transfer where entry_number = ${number}`;
      return row?.['debit_account'];
    };
    for (const [category, account] of [
      ['goods', '4000'],
      ['services', '4010'],
      ['freight', '4020'],
    ] as const)
      expect(await accounts([transfer({ key: 'revenue', category }, equity, usd('1.00'))])).toBe(account);
    expect(await accounts([transfer({ key: 'revenue' }, equity, usd('1.00'))])).toBe('4000');
  });
});

/** An entry written past the door, by whom no approval binds. */
const rawEntry = (
  number: string,
  transfers: { minor: string; debit: string; credit: string }[],
  change: { period?: string; date?: string } = {},
) =>
  books.owner.sql.begin(async (sql) => {
    const { period = '2026-11', date = '2026-11-16' } = change;
    await sql`select set_config('app.entity', 'US10', true)`;
    await sql`insert into journal_entry (legal_entity, number, document_type, document_id, posting_date, document_date, tax_date, value_date, period, effect_key, description, posted_by)
      values ('US10', ${number}, 'opening', 'D', ${date}, ${date}, ${date}, ${date}, ${period}, ${number}, 'd', 'x')`;
    for (const [i, { minor, debit, credit }] of transfers.entries())
      await sql`insert into ledger_transfer (legal_entity, entry_number, line, debit_account, credit_account, amount_minor, currency)
        values ('US10', ${number}, ${i + 1}, ${debit}, ${credit}, ${minor}, 'USD')`;
  });

describe('a period', () => {
  const fine = [{ minor: '1', debit: '1010', credit: '3900' }];
  it.each(['soft-closed', 'closed'])('that is %s takes no entry', async (status) => {
    await books.sql`update fiscal_period set status = ${status} where legal_entity = 'US10' and period = '2026-09'`;
    expect(await refusedBy(rawEntry(`P-${status}`, fine, { period: '2026-09', date: '2026-09-15' }))).toBe(
      'period_open',
    );
    await books.sql`update fiscal_period set status = 'open' where legal_entity = 'US10' and period = '2026-09'`;
  });

  it('takes no entry dated outside of it, and one that is not defined takes none', async () => {
    expect(await refusedBy(rawEntry('P-1', fine, { period: '2026-11', date: '2026-10-31' }))).toBe(
      'posting_date_in_period',
    );
    expect(await refusedBy(rawEntry('P-2', fine, { period: '2026-11', date: '2026-12-01' }))).toBe(
      'posting_date_in_period',
    );
    expect(await refusedBy(rawEntry('P-3', fine, { period: '1999-01', date: '1999-01-15' }))).toBe(
      'period_open',
    );
    expect(await refusedBy(rawEntry('P-4', fine, { period: '2026-11', date: '2026-11-30' }))).toBe('nothing');
  });

  it('that is closed sends the posting to the first day of the next open one', async () => {
    await books.sql`update fiscal_period set status = 'closed' where legal_entity = 'US10' and period in ('2026-06', '2026-07')`;
    const posted = async (postingDate: string) => {
      const number = await books.post(opening(), { postingDate });
      const [row] =
        await books.sql`select period, posting_date::text as date, value_date::text as value from journal_entry where number = ${number}`;
      return [row?.['period'], row?.['date'], row?.['value']];
    };
    expect(await posted('2026-06-15')).toEqual(['2026-08', '2026-08-01', '2026-11-16']);
    expect(await posted('2026-05-31')).toEqual(['2026-05', '2026-05-31', '2026-11-16']);
    expect(await posted('2026-08-31')).toEqual(['2026-08', '2026-08-31', '2026-11-16']);
  });

  it('after which none is open takes nothing, and says so', async () => {
    await expect(books.post(opening(), { postingDate: '2099-01-01' })).rejects.toThrow(PeriodClosed);
  });
});

describe('receivables', () => {
  it('name their invoice', async () => {
    expect(await refusedBy(books.post([transfer(revenue, receivables, usd('1.00'))]))).toBe(
      'transfer_names_invoice',
    );
    expect(await refusedBy(books.post([transfer(receivables, revenue, usd('1.00'))]))).toBe(
      'transfer_names_invoice',
    );
  });

  it('are never applied to beyond what is open, nor raised above the invoice', async () => {
    const invoiceId = await books.invoice();
    const less = (amount: string) => books.post([transfer(revenue, receivables, usd(amount), { invoiceId })]);
    const more = (amount: string) => books.post([transfer(receivables, revenue, usd(amount), { invoiceId })]);
    expect(await refusedBy(more('0.01'))).toBe('invoice_open_within_gross');
    expect(await refusedBy(less('1000.01'))).toBe('invoice_open_within_gross');
    await less('999.99');
    expect(await refusedBy(less('0.02'))).toBe('invoice_open_within_gross');
    await less('0.01');
    expect(await open(invoiceId)).toBe('0.00');
    await more('1000.00');
    expect(await open(invoiceId)).toBe('1000.00');
  });

  it('are in the currency of their invoice', async () => {
    const invoiceId = await books.invoice();
    const euros = transfer(revenue, receivables, moneyOf('1.00', 'EUR'), { invoiceId });
    expect(await refusedBy(books.post([euros]))).toBe('transfer_invoice_currency');
  });

  it('two at once on one invoice never take more than is open', async () => {
    const invoiceId = await books.invoice();
    const take = () => refusedBy(books.post([transfer(revenue, receivables, usd('600.00'), { invoiceId })]));
    expect((await Promise.all([take(), take(), take()])).toSorted()).toEqual([
      ...['invoice_open_within_gross', 'invoice_open_within_gross', 'nothing'],
    ]);
    expect(await open(invoiceId)).toBe('400.00');
  });
});

describe('suspense cash', () => {
  it.each(['unidentified-cash', 'unapplied-cash', 'on-account'] as const)(
    'in %s names its receipt',
    async (key) => {
      expect(await refusedBy(books.post([transfer(cash, { key }, usd('1.00'))]))).toBe(
        'transfer_names_receipt',
      );
      expect(await refusedBy(books.post([transfer({ key }, cash, usd('1.00'))]))).toBe(
        'transfer_names_receipt',
      );
    },
  );

  it('is never applied twice, nor beyond what was received', async () => {
    const receiptId = await books.receipt({ amount: '500.00' });
    const apply = async (amount: string) =>
      refusedBy(
        books.post([
          transfer(suspense, receivables, usd(amount), { receiptId, invoiceId: await books.invoice() }),
        ]),
      );
    expect(await apply('500.01')).toBe('receipt_remaining');
    expect(await apply('400.00')).toBe('nothing');
    expect(await apply('100.01')).toBe('receipt_remaining');
    expect(await apply('100.00')).toBe('nothing');
    expect(await apply('0.01')).toBe('receipt_remaining');
    const back = transfer(cash, suspense, usd('500.01'), { receiptId });
    expect(await refusedBy(books.post([back]))).toBe('receipt_remaining');
  });

  it('is in the currency of its receipt', async () => {
    const receiptId = await books.receipt();
    const euros = transfer(suspense, cash, moneyOf('1.00', 'EUR'), { receiptId });
    expect(await refusedBy(books.post([euros]))).toBe('transfer_receipt_currency');
  });
});

describe('customer credits', () => {
  it('name their customer', async () => {
    expect(await refusedBy(books.post([transfer(revenue, credits, usd('1.00'))]))).toBe(
      'transfer_names_customer',
    );
  });

  it('grow and shrink with the ledger, per customer, and are never negative', async () => {
    const [customerId, other] = [await books.customer(), await books.customer()];
    await books.post([transfer(revenue, credits, usd('10.00'), { customerId })]);
    await books.post([transfer(revenue, credits, usd('5.00'), { customerId })]);
    const use = (amount: string, who = customerId) =>
      refusedBy(books.post([transfer(credits, cash, usd(amount), { customerId: who })]));
    expect(await use('15.01')).toBe('customer_credit_balance');
    expect(await use('0.01', other)).toBe('customer_credit_balance');
    expect(await use('15.00')).toBe('nothing');
    expect(await use('0.01')).toBe('customer_credit_balance');
  });
});

describe('an entry bound to what was approved', () => {
  it('names the proposal’s own hash', async () => {
    const requestId = await books.capture(await books.invoice());
    const [seat] = await proposed(books, requestId);
    const bound = (change: object) =>
      refusedBy(
        books.post(opening(), {
          approved: { requestId, revision: 1, contentHash: seat?.hash ?? '', ...change },
        }),
      );
    expect(await bound({ contentHash: 'another' })).toBe('journal_entry_proposal');
    expect(await bound({ revision: 2 })).toBe('journal_entry_proposal');
    expect(await bound({ requestId: 'REQ-US10-0' })).toBe('journal_entry_proposal');
    expect(await bound({})).toBe('nothing');
  });

  it('names request, revision and hash, or none of them', async () => {
    const half = sqlIn(
      books.owner,
      'US10',
      (sql) => sql`
      insert into journal_entry (legal_entity, number, document_type, document_id, posting_date, document_date, tax_date, value_date, period, effect_key, description, posted_by, request_id)
      values ('US10', 'H', 'opening', 'D', '2026-11-16', '2026-11-16', '2026-11-16', '2026-11-16', '2026-11', 'H', 'd', 'x', 'REQ-US10-0')`,
    );
    expect(await refusedBy(half)).toBe('journal_entry_proposal_whole');
  });
});

describe('credit memos', () => {
  const memo = (invoiceId: string, requestId: string, net: bigint, tax: bigint, revision = 1) =>
    refusedBy(
      inEntity(books.worker.db, 'US10', async (tx) =>
        insertCreditMemo(tx, {
          memo: {
            ...{
              legalEntity: 'US10',
              number: await nextNumber(tx, 'US10', 'CM', 2026),
              invoiceId,
              requestId,
              revision,
            },
            ...{
              reason: 'PRICE',
              currency: 'USD',
              grossMinor: net + tax,
              issuedOn: '2026-11-16',
              restatement: {},
            },
          },
          lines: [
            {
              ...{ line: 1, item: 'PUMP-40' },
              net: { minor: `${net}`, currency: 'USD' },
              tax: { minor: `${tax}`, currency: 'USD' },
            },
          ],
        }),
      ),
    );

  it('never credit a line beyond what was billed, net or tax', async () => {
    const invoiceId = await books.invoice({ taxCode: 'TELECOM' });
    expect(await memo(invoiceId, 'R-1', 100_001n, 0n)).toBe('invoice_line_credited_net');
    expect(await memo(invoiceId, 'R-1', 0n, 15_001n)).toBe('invoice_line_credited_tax');
    expect(await memo(invoiceId, 'R-1', 60_000n, 9_000n)).toBe('nothing');
    expect(await memo(invoiceId, 'R-2', 40_001n, 0n)).toBe('invoice_line_credited_net');
    expect(await memo(invoiceId, 'R-2', 40_000n, 6_000n)).toBe('nothing');
    expect(await memo(invoiceId, 'R-3', 1n, 0n)).toBe('invoice_line_credited_net');
  });

  it('are one for a revision of a request, and come to more than nothing', async () => {
    const invoiceId = await books.invoice();
    expect(await memo(invoiceId, 'R-9', 0n, 0n)).toBe('credit_memo_gross');
    expect(await memo(invoiceId, 'R-9', 1n, 0n)).toBe('nothing');
    expect(await memo(invoiceId, 'R-9', 1n, 0n)).toBe('credit_memo_request');
  });
});

describe('the trial balance', () => {
  const totals = (role: 'api' | 'worker' | 'owner', entities: string) =>
    sqlIn(
      books[role],
      entities,
      (sql) => sql<{ e: string; currency: string; even: boolean; any: boolean }[]>`
      select legal_entity as e, currency, sum(debit_minor) = sum(credit_minor) as even, sum(debit_minor) > 0 as any
      from trial_balance where currency is not null group by 1, 2 order by 1, 2`,
    );

  it('is even in every currency, whatever was posted', async () => {
    const account = fc.constantFrom(
      cash,
      equity,
      revenue,
      { key: 'output-tax' } as const,
      { key: 'payment-differences' } as const,
    );
    const one = fc.record({
      debit: account,
      credit: account,
      minor: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 5 }), async (parts) => {
        const transfers = parts
          .filter(({ debit, credit }) => debit.key !== credit.key)
          .map(({ debit, credit, minor }) => transfer(debit, credit, money(minor, 'USD')));
        if (transfers.length > 0) await books.post(transfers);
        expect((await totals('worker', 'US10')).every(({ even, any }) => even && any)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('shows each role the entities it names and no others', async () => {
    await books.post([transfer(cash, equity, moneyOf('1.00', 'EUR'))], { legalEntity: 'DE20' });
    for (const role of ['api', 'worker', 'owner'] as const) {
      expect(new Set((await totals(role, 'US10')).map(({ e }) => e))).toEqual(new Set(['US10']));
      expect(new Set((await totals(role, 'DE20')).map(({ e }) => e))).toEqual(new Set(['DE20']));
      expect(await totals(role, '')).toEqual([]);
    }
  });

  it('shows every account, those without a posting too', async () => {
    const rows = await sqlIn(
      books.api,
      'DE20',
      (sql) => sql<{ number: string }[]>`select distinct number from trial_balance`,
    );
    expect(rows).toHaveLength(24);
  });

  it('agrees with the sub-ledgers of receivables, suspense and credits', async () => {
    const [found] = await books.sql`
      select (select sum(debit_minor - credit_minor) from trial_balance where legal_entity = 'US10' and key = 'accounts-receivable')
               = (select sum(open_minor) from invoice where legal_entity = 'US10') as receivables,
             (select sum(credit_minor - debit_minor) from trial_balance where legal_entity = 'US10' and key = 'unidentified-cash')
               = (select sum(remaining_minor) from receipt where legal_entity = 'US10' and held_in = 'unidentified-cash') as suspense,
             (select sum(credit_minor - debit_minor) from trial_balance where legal_entity = 'US10' and key = 'customer-credits')
               = (select sum(balance_minor) from customer_credit where legal_entity = 'US10') as credits`;
    expect(found).toEqual({ receivables: true, suspense: true, credits: true });
  });
});
