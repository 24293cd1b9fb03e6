import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentHash } from '../../db/canonical.ts';
import type { ProposalContent } from '../../domain/proposal.ts';
import { Books, NOW } from '../db/books.ts';
import { activitiesOf, assessed, refTo } from '../db/case.ts';

/** The day it is in New York at NOW. */
const TODAY = '2026-11-16';

let books: Books;
beforeAll(async () => {
  books = await Books.open();
});
afterEach(() => books.sql`delete from exchange_rate`);
afterAll(() => books.close());

const rate = (from: string, day: string, value: string, to = 'USD') =>
  books.sql`insert into exchange_rate (from_currency, to_currency, day, rate) values (${from}, ${to}, ${day}, ${value})`;

/**
 * An assessed claim on an invoice of US10 in a currency of its own that billed so much above the agreed 80.00. The seed writes
 * dollars, so the invoice, its prices and the request are put into the other currency afterwards, as the superuser.
 */
async function piece(group: string, tooMuch: string, currency = 'EUR'): Promise<string> {
  const customerId = await books.customer({ group });
  const priceId = await books.price({ customerId, at: '80.00' });
  const [whole = '0', cents = '00'] = tooMuch.split('.');
  const invoiceId = await books.invoice({
    customerId,
    quantity: '1',
    price: `${80 + Number(whole)}.${cents}`,
  });
  await books.sql`update invoice set currency = ${currency} where id = ${invoiceId}`;
  await books.sql`update price_agreement set currency = ${currency} where id = ${priceId}`;
  const requestId = await books.capture(invoiceId, { claimed: { amount: tooMuch, currency } });
  await assessed(books, requestId);
  return requestId;
}

const propose = async (requestId: string, now = NOW) => {
  await activitiesOf(books).propose(refTo(requestId, now), 1);
  const [row] = await books.sql<
    {
      amount: string;
      functional: string | null;
      basis: string;
      content: ProposalContent;
      content_hash: string;
      status: string;
      chain: { seats: { role: string }[]; because: string; unpriced?: true };
    }[]
  >`select amount_minor::text as amount, functional_minor::text as functional, basis_minor::text as basis,
      content, content_hash, chain, status from proposal where request_id = ${requestId}`;
  if (!row) throw new Error(`no proposal of ${requestId}`);
  return { ...row, roles: row.chain.seats.map(({ role }) => role) };
};

describe('a claim in another currency than the functional one', () => {
  const triaged = async (requestId: string) => {
    const [request] = await books.sql<
      { priority: string }[]
    >`select priority from request where id = ${requestId}`;
    const rows = await books.sql<{ step: string; because: string; inputs: { amount: string | null } }[]>`
      select step, because, inputs from explanation where request_id = ${requestId} and step in ('prioritise', 'route')`;
    const by = (step: string) => rows.find((row) => row.step === step);
    return { priority: request?.priority, prioritised: by('prioritise'), routed: by('route') };
  };

  it('is prioritised and routed by the functional amount', async () => {
    await rate('EUR', TODAY, '1.20');
    const { priority, prioritised, routed } = await triaged(await piece('GRP-T1', '450.00'));
    expect(priority).toBe('P3');
    expect([prioritised?.inputs.amount, routed?.inputs.amount]).toEqual(['540.00', '540.00']);
  });

  it('without a rate reaches no bound on the amount, and the explanation says why', async () => {
    const { priority, prioritised, routed } = await triaged(await piece('GRP-T2', '600.00'));
    expect(priority).toBe('P4');
    expect(prioritised?.because).toContain('no rate from EUR to USD was known');
    expect([prioritised?.inputs.amount, routed?.inputs.amount]).toEqual([null, null]);
  });
});

describe('a proposal in another currency than the functional one', () => {
  it('is judged at the rate of its day, which is pinned in the content hash', async () => {
    await rate('EUR', TODAY, '1.10');
    const proposal = await propose(await piece('GRP-F1', '450.00'));
    expect(proposal).toMatchObject({
      amount: '45000',
      functional: '49500',
      basis: '49500',
      status: 'approved',
    });
    expect(proposal.content.amount).toEqual({ minor: '45000', currency: 'EUR' });
    expect(proposal.content.functional).toEqual({
      ...{ amount: { minor: '49500', currency: 'USD' }, rate: '1.10', day: TODAY },
    });
    expect(proposal.content_hash).toBe(contentHash(proposal.content));
    expect(proposal.content_hash).not.toBe(contentHash({ ...proposal.content, functional: null }));
    expect(proposal.chain.because).toContain('495.00 USD (450.00 EUR at 1.10 of 2026-11-16)');
  });

  it('above the bound in the functional currency needs the lead, though its own figure is below', async () => {
    await rate('EUR', TODAY, '1.20');
    expect(await propose(await piece('GRP-F2', '450.00'))).toMatchObject({
      roles: ['team-lead'],
      basis: '54000',
    });
  });

  it('takes the newest rate on or before its day, none of tomorrow and none older than a week', async () => {
    await rate('EUR', '2026-11-13', '1.05');
    await rate('EUR', '2026-11-12', '1.50');
    await rate('EUR', '2026-11-17', '1.60');
    expect((await propose(await piece('GRP-F3', '100.00'))).content.functional).toMatchObject({
      ...{ rate: '1.05', day: '2026-11-13' },
    });
    await books.sql`delete from exchange_rate`;
    await rate('EUR', '2026-11-09', '1.05');
    expect((await propose(await piece('GRP-F4', '100.00'))).functional).toBe('10500');
    await books.sql`delete from exchange_rate`;
    await rate('EUR', '2026-11-08', '1.05');
    expect((await propose(await piece('GRP-F5', '100.00'))).functional).toBeNull();
  });

  it('reckons the day in the entity’s zone', async () => {
    await rate('EUR', '2026-11-16', '1.05');
    await rate('EUR', '2026-11-17', '1.50');
    // 03:00 on the 17th in UTC is still the 16th in New York.
    const late = new Date('2026-11-17T03:00:00Z');
    expect((await propose(await piece('GRP-F6', '100.00'), late)).content.functional?.rate).toBe('1.05');
  });

  it('without a rate goes to the highest band, is never automatic, and says so', async () => {
    await rate('EUR', TODAY, '0.9', 'GBP');
    await rate('USD', TODAY, '0.9', 'EUR');
    const proposal = await propose(await piece('GRP-F7', '1.00'));
    expect(proposal).toMatchObject({ functional: null, status: 'pending', roles: ['controller', 'cfo'] });
    expect(proposal.content.functional).toBeNull();
    expect(proposal.chain).toMatchObject({
      unpriced: true,
      because: expect.stringContaining('no exchange rate'),
    });
  });

  it('adds up with the group’s proposals of every currency', async () => {
    await rate('EUR', TODAY, '1.10');
    await rate('JPY', TODAY, '0.0067');
    expect((await propose(await piece('GRP-F8', '300.00', 'USD'))).basis).toBe('30000');
    expect((await propose(await piece('GRP-F8', '100.00', 'EUR'))).basis).toBe('41000');
    const last = await propose(await piece('GRP-F8', '100.00', 'EUR'));
    expect([last.basis, last.roles]).toEqual(['52000', ['team-lead']]);
  });

  it('makes later ones of the group go to the highest band while it has no rate', async () => {
    await propose(await piece('GRP-F9', '100.00', 'EUR'));
    const later = await propose(await piece('GRP-F9', '1.00', 'USD'));
    expect(later).toMatchObject({ functional: '100', roles: ['controller', 'cfo'] });
  });
});
