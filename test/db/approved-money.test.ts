import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transfer } from '../../domain/posting.ts';
import { moneyOf } from '../../domain/money.ts';
import { Books, refusedBy, sqlIn } from './books.ts';
import { activitiesOf, assessed, decideAs, openSeat, proposed, refTo, type OpenSeat } from './case.ts';

const LEAD = 'person:priya.raman';
const MANAGER = 'person:robert.kim';

let books: Books;
let requestId: string;
let seats: OpenSeat[];
beforeAll(async () => {
  books = await Books.open(4);
});
afterAll(() => books.close());

/** What a worker gone wrong may say: any statement, as docket_worker. */
const asWorker = (statement: string, values: (string | null)[] = []) =>
  sqlIn(books.worker, 'US10', (sql) => sql.unsafe(statement, values));

interface Entry {
  readonly hash: string | null;
  readonly minor: string;
  readonly currency: string;
  readonly first: string;
  readonly last: string;
}
/** Posts as the worker, past every rule of the application: one transfer, cash against equity. */
const post = ({
  hash = seats[0]?.hash ?? '',
  minor = '60000',
  currency = 'USD',
  first = 'select 1',
  last = 'select 1',
}: Partial<Entry> = {}) => {
  const number = `RAW-${books.next()}`;
  const of = hash === null ? [null, null, null] : [requestId, '1', hash];
  return refusedBy(
    books.worker.sql.begin(async (sql) => {
      await sql`select set_config('app.entity', 'US10', true)`;
      await sql.unsafe(first);
      await sql`insert into journal_entry (legal_entity, number, document_type, document_id, posting_date, document_date, tax_date, value_date, period, effect_key, description, posted_by, request_id, revision, proposal_hash)
        values ('US10', ${number}, 'credit-memo', 'D', '2026-11-16', '2026-11-16', '2026-11-16', '2026-11-16', '2026-11', ${number}, 'd', 'x', ${of[0] ?? null}, ${of[1] ?? null}, ${of[2] ?? null})`;
      await sql`insert into ledger_transfer (legal_entity, entry_number, line, debit_account, credit_account, amount_minor, currency)
        values ('US10', ${number}, 1, '1010', '3900', ${minor}, ${currency})`;
      await sql.unsafe(last);
    }),
  );
};

const entries = async (): Promise<number> =>
  (await books.sql`select 1 from journal_entry where request_id = ${requestId}`).length;
const asWorkerApproved = () =>
  asWorker(`update proposal set status = 'approved' where request_id = $1`, [requestId]);
const asWorkerEffective = () =>
  asWorker(`update decision set status = 'effective', consumed_at = now() where request_id = $1`, [
    requestId,
  ]);

describe('what two of three approve', () => {
  const [CONTROLLER, CREDIT, TREASURER] = [
    'person:margaret.whitfield',
    'person:victor.chang',
    'person:daniel.osei',
  ];
  beforeEach(async () => {
    requestId = await books.capture(await books.invoice());
    const member = { role: 'committee', team: '*', level: 1 } as const;
    seats = await proposed(books, requestId, { seats: [member, member, member], quorum: 2 });
  });
  /** Verdicts of the three, in the order of their seats; effective. */
  const answer = async (...verdicts: ('approve' | 'reject' | null)[]) => {
    for (const [i, verdict] of verdicts.entries()) {
      const who = [CONTROLLER, CREDIT, TREASURER][i] ?? '';
      const body = verdict && ({ verdict, reason: 'because' } as const);
      if (body)
        expect(await decideAs(books, who, seats[i] ?? { taskId: '', hash: '' }, body)).toMatchObject({
          ok: true,
        });
    }
    await asWorkerEffective();
    await asWorkerApproved();
  };
  const third = (state: string) =>
    asWorker(`update task set state = $2 where id = $1 and state <> 'done'`, [seats[2]?.taskId ?? '', state]);

  it('is posted, and the third is not asked any more', async () => {
    await answer('approve', 'approve');
    expect(await post()).toBe('entry_approved');
    await third('void');
    expect(await post()).toBe('nothing');
  });

  it('is posted although one rejected', async () => {
    await answer('approve', 'reject', 'approve');
    expect(await post()).toBe('nothing');
  });

  it.each([
    ['one approved', ['approve', null, null]],
    ['one approved and one rejected', ['approve', 'reject', null]],
    ['two rejected', ['approve', 'reject', 'reject']],
  ] as const)('is not posted when %s', async (_what, verdicts) => {
    await answer(...verdicts);
    for (const { taskId } of seats)
      await asWorker(`update task set state = 'void' where id = $1 and state <> 'done'`, [taskId]);
    expect(await post()).toBe('entry_approved');
  });

  it.each([
    ['no levels', `'[]'`],
    ['a level that needs nobody', `'[{"level": 1, "quorum": 0, "of": 3}]'`],
    ['fewer seats than it has', `'[{"level": 1, "quorum": 1, "of": 1}]'`],
    ['levels without seats', `'[{"level": 1, "quorum": 1, "of": 3}, {"level": 2, "quorum": 1, "of": 1}]'`],
    ['another level than its seats’', `'[{"level": 2, "quorum": 1, "of": 3}]'`],
  ])('is not posted under a chain that counts %s', async (_what, levels) => {
    await books.sql.unsafe(
      `update proposal set chain = jsonb_set(chain, '{levels}', ${levels}) where request_id = '${requestId}'`,
    );
    await answer('approve', 'approve', 'approve');
    expect(await post()).toBe('entry_approved');
  });
});

describe('what people approve', () => {
  /** 600.00, for the lead and then the manager. */
  beforeEach(async () => {
    requestId = await books.capture(await books.invoice());
    seats = await proposed(books, requestId, {
      seats: [
        { role: 'team-lead', team: 'billing' },
        { role: 'manager', team: '*' },
      ],
    });
  });
  const decide = async (...people: string[]) => {
    for (const [i, who] of people.entries())
      expect(await decideAs(books, who, seats[i] ?? { taskId: '', hash: '' })).toMatchObject({ ok: true });
  };
  const approved = async () => {
    await decide(LEAD, MANAGER);
    await asWorkerEffective();
    await asWorkerApproved();
  };

  it('is posted when everybody has approved it, and only once', async () => {
    await approved();
    expect(await post()).toBe('nothing');
    expect(await post()).toBe('entry_posted_once');
    expect(await entries()).toBe(1);
  });

  it('is posted once, also when several post it at once', async () => {
    await approved();
    const slow = () => post({ last: 'select pg_sleep(0.2)' });
    expect((await Promise.all([slow(), slow(), slow()])).toSorted()).toEqual([
      'entry_posted_once',
      'entry_posted_once',
      'nothing',
    ]);
  });

  it('is not posted without a request', async () => {
    await approved();
    expect(await post({ hash: null, minor: '99999900' })).toBe('entry_approved');
  });

  it('is not posted under another hash', async () => {
    await approved();
    expect(await post({ hash: 'another' })).toBe('entry_approved');
  });

  it('is not posted because its status says that it is approved', async () => {
    await asWorkerApproved();
    expect(await post()).toBe('entry_approved');
  });

  it('is not posted while one of the two has yet to approve', async () => {
    await decide(LEAD);
    await asWorkerEffective();
    await asWorkerApproved();
    expect(await post()).toBe('entry_approved');
  });

  it('is not posted while an approval is only recorded, or is void', async () => {
    await decide(LEAD, MANAGER);
    await asWorkerApproved();
    expect(await post()).toBe('entry_approved');
    await asWorker(`update decision set status = 'void' where request_id = $1`, [requestId]);
    expect(await post()).toBe('entry_approved');
  });

  it('is not posted while a seat is open again', async () => {
    await approved();
    await asWorker(`update task set state = 'open', done_by = null where id = $1`, [seats[0]?.taskId ?? '']);
    expect(await post()).toBe('entry_approved');
  });

  it.each(['pending', 'returned', 'refused', 'withdrawn', 'posted'])(
    'is not posted while it is %s',
    async (status) => {
      await approved();
      // Not all of it is the worker's to say: guard_proposal_status.
      await books.sql`update proposal set status = ${status} where request_id = ${requestId}`;
      expect(await post()).toBe('entry_approved');
    },
  );

  it('is posted in its own amount and currency', async () => {
    await approved();
    expect(await post({ minor: '60001' })).toBe('entry_amount');
    expect(await post({ minor: '59999' })).toBe('entry_amount');
    expect(await post({ currency: 'EUR' })).toBe('entry_amount');
    expect(await entries()).toBe(0);
  });

  it('is not added to afterwards, nor is anybody else’s entry', async () => {
    await approved();
    await post();
    const [own] = await books.sql`select number from journal_entry where request_id = ${requestId}`;
    const opening = await books.post([
      transfer({ key: 'cash' }, { key: 'opening-equity' }, moneyOf('1.00', 'USD')),
    ]);
    for (const number of [String(own?.['number']), opening])
      for (const currency of ['USD', 'EUR'])
        expect(
          await refusedBy(
            asWorker(
              `insert into ledger_transfer (legal_entity, entry_number, line, debit_account, credit_account, amount_minor, currency)
               values ('US10', $1, 2, '1010', '3900', 1, $2)`,
              [number, currency],
            ),
          ),
        ).toBe('entry_amount');
  });

  it('is not read from a temporary table of the worker’s own', async () => {
    const first = `create temporary table proposal on commit drop as select * from public.proposal where request_id = '${requestId}';
      update pg_temp.proposal set status = 'approved', chain = '{"seats": []}',
        content = content || '{"resolution": {"kind": "cash-application", "exact": true}}'`;
    expect(await post({ first })).toBe('entry_approved');
  });
});

interface Automatic {
  readonly resolution: object;
  readonly amount: number;
  readonly basis: number;
  readonly said: number;
  readonly preparer: string;
  readonly policy: string;
  readonly chain: string;
  readonly currency: string;
  /** Said in the content, and kept beside it; null: neither. */
  readonly functional: { readonly minor: number; readonly rate: string; readonly day: string } | null;
  readonly kept: number;
}
/** Posts what a worker says needs nobody. */
const automatic = async (change: Partial<Automatic>): Promise<string> => {
  const {
    resolution = { kind: 'credit-memo' },
    amount = 50_000,
    basis = change.functional?.minor ?? amount,
    said = amount,
  } = change;
  const { preparer = 'system@v1', policy = 'v1', chain = '{"seats": []}', currency = 'USD' } = change;
  const { functional = { minor: amount, rate: '1', day: '2026-11-16' } } = change;
  const { kept = functional?.minor } = change;
  requestId = await books.capture(await books.invoice());
  const pinned = functional && {
    ...{ amount: { minor: `${functional.minor}`, currency: 'USD' } },
    ...{ rate: functional.rate, day: functional.day },
  };
  const amounts = { amount: { minor: `${said}`, currency }, functional: pinned };
  const content = { policyVersion: policy, ...amounts, resolution };
  await asWorker(
    `insert into proposal (legal_entity, request_id, revision, content_hash, content, customer_group, matrix_column, amount_minor, basis_minor, functional_minor, currency, requester_id, preparer_id, chain, status, routed_at)
     values ('US10', $1, 1, 'hash', $2::text::jsonb, 'GRP', 'credit-memo', $3, $4, $7, $8, 'contact:x', $5, $6::text::jsonb, 'approved', now())`,
    [
      requestId,
      JSON.stringify(content),
      `${amount}`,
      `${basis}`,
      preparer,
      chain,
      kept === undefined ? null : `${kept}`,
      currency,
    ],
  );
  return post({ hash: 'hash', minor: `${amount}`, currency });
};

describe('what needs nobody', () => {
  beforeAll(
    () => books.sql`
      insert into exchange_rate (from_currency, to_currency, day, rate) values
        ('EUR', 'USD', '2026-11-16', '1.1'), ('JPY', 'USD', '2026-11-16', '0.0067')`,
  );
  const at = (minor: number, rate: string, day = '2026-11-16') => ({ functional: { minor, rate, day } });
  const cash = (exact: unknown) => ({ kind: 'cash-application', exact });
  const cases: [what: string, change: Partial<Automatic>, refusal: string][] = [
    ['a credit at the bound', {}, 'nothing'],
    ['a credit above the bound', { amount: 50_001 }, 'entry_approved'],
    ['999,999.00', { amount: 99_999_900 }, 'entry_approved'],
    ['a credit that exceeds it with earlier ones', { basis: 50_001 }, 'entry_approved'],
    ['a credit above it, said to be less with the others', { amount: 50_001, basis: 1 }, 'entry_approved'],
    ['euros at a kept rate', { currency: 'EUR', amount: 45_000, ...at(49_500, '1.1') }, 'nothing'],
    ['yen at a kept rate', { currency: 'JPY', amount: 74_627, ...at(50_000, '0.0067') }, 'nothing'],
    ['yen that come to more', { currency: 'JPY', amount: 74_628, ...at(50_001, '0.0067') }, 'entry_approved'],
    ['euros a cent short', { currency: 'EUR', amount: 45_000, ...at(49_499, '1.1') }, 'entry_approved'],
    [
      'euros at a rate of its own',
      { currency: 'EUR', amount: 60_000, ...at(6_000, '0.1') },
      'entry_approved',
    ],
    [
      'euros at the rate of another day',
      { currency: 'EUR', amount: 45_000, ...at(49_500, '1.1', '2026-11-15') },
      'entry_approved',
    ],
    ['euros taken for dollars', { currency: 'EUR', amount: 45_000, ...at(45_000, '1') }, 'entry_approved'],
    ['euros without a rate', { currency: 'EUR', amount: 100, functional: null }, 'entry_approved'],
    ['dollars said to be fewer', { amount: 90_000, ...at(50_000, '1') }, 'entry_approved'],
    ['another functional amount than the content says', { kept: 49_999 }, 'entry_approved'],
    ['a credit that says another amount', { said: 1 }, 'entry_approved'],
    ['a credit that a person prepared', { preparer: 'person:maria.alvarez' }, 'entry_approved'],
    ['a credit under another policy', { policy: 'v0', preparer: 'system@v0' }, 'entry_approved'],
    ['a credit whose content names another policy', { policy: 'v0' }, 'entry_approved'],
    ['an exact claim on cash', { resolution: cash(true), amount: 99_999_900 }, 'nothing'],
    ['an inexact one', { resolution: cash(false) }, 'entry_approved'],
    ['one that is "true"', { resolution: cash('true') }, 'entry_approved'],
    ['one that does not say', { resolution: { kind: 'cash-application' } }, 'entry_approved'],
    ['an exact one that a person prepared', { resolution: cash(true), preparer: LEAD }, 'entry_approved'],
    ['a denial', { resolution: { kind: 'denial' } }, 'entry_approved'],
    ['something unheard of', { resolution: { kind: 'gift' } }, 'entry_approved'],
    ['nothing in particular', { resolution: {} }, 'entry_approved'],
    ['a proposal without a chain', { chain: '{}' }, 'entry_approved'],
    ['a proposal with a seat that nobody took', { chain: '{"seats": [{}]}' }, 'entry_approved'],
  ];
  it.each(cases)('%s', async (_what, change, refusal) => {
    expect(await automatic(change)).toBe(refusal);
  });
});

describe('the application itself', () => {
  /** A credit on ten pumps, billed at 100.00. */
  const claim = async (agreed: string, claimed: string): Promise<void> => {
    const customerId = await books.customer();
    await books.price({ customerId, at: agreed });
    requestId = await books.capture(await books.invoice({ customerId }), {
      claimed: { amount: claimed, currency: 'USD' },
    });
    await assessed(books, requestId);
    await activitiesOf(books).propose(refTo(requestId), 1);
  };
  it('posts what needs nobody', async () => {
    await claim('50.00', '500.00');
    await activitiesOf(books).execute(refTo(requestId), 1);
    expect(await entries()).toBe(1);
  });

  it('posts what its lead approved', async () => {
    await claim('40.00', '600.00');
    const recorded = await decideAs(books, LEAD, await openSeat(books, requestId, 'team-lead'));
    if (!recorded.ok) throw new Error(recorded.reason);
    await activitiesOf(books).consumeDecision(refTo(requestId), recorded.decision.id, 1);
    await activitiesOf(books).execute(refTo(requestId), 1);
    expect(await entries()).toBe(1);
  });
});
