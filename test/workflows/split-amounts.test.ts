import { expect, it } from 'vitest';
import type { RequestToCapture } from '../../db/intake.ts';
import { useRig } from '../support/rig.ts';
import { overchargedCustomer } from '../support/workflow-cases.ts';

const rig = useRig();

/** One customer, one overcharged invoice a piece. @returns claims on each, in order */
async function piecesOf(amounts: readonly string[]): Promise<RequestToCapture[]> {
  const suffix = await rig.seed(overchargedCustomer(amounts));
  return amounts.map((amount, i) => ({
    legalEntity: 'US10',
    channel: 'portal',
    customerId: `CUST-2001${suffix}`,
    invoiceId: `INV-2001-${i + 1}${suffix}`,
    subject: 'The price is too high',
    text: 'The price should be 100.00.',
    claimed: { amount, currency: 'USD' },
  }));
}

/** Submits a piece and answers who must approve it, level by level. */
async function chainOf(
  piece: RequestToCapture,
): Promise<{ requestId: string; roles: string[]; basis: string }> {
  const requestId = await rig.capture(piece);
  await rig.books.auditedSoon(requestId, 'proposed');
  const [proposal] = await rig.books.proposals(requestId);
  if (!proposal) throw new Error('no proposal');
  return { requestId, roles: proposal.chain.seats.map(({ role }) => role), basis: proposal.basis };
}

it('113.05 is automatic; 416.50 of the same customer two days later needs the lead', async () => {
  const [first, second] = await piecesOf(['113.05', '416.50']);
  if (!first || !second) throw new Error('two pieces');
  const one = await chainOf(first);
  expect(one.roles).toEqual([]);
  expect(await rig.outcome(one.requestId)).toBe('VALID_FULL');
  await rig.advance({ hours: 48 });
  const two = await chainOf(second);
  expect(two).toMatchObject({ roles: ['team-lead'], basis: '529.55' });
});

it('the last piece of a split amount needs the chain of the whole', async () => {
  const [whole] = await piecesOf(['5200.00']);
  const pieces = await piecesOf(['400.00', '2400.00', '2400.00']);
  if (!whole) throw new Error('one whole');
  const wanted = await chainOf(whole);
  expect(wanted.roles).toEqual(['team-lead', 'manager']);
  const chains = [];
  for (const piece of pieces) chains.push((await chainOf(piece)).roles);
  expect(chains).toEqual([[], ['team-lead'], wanted.roles]);
});

it('pieces handed in at once see each other', async () => {
  const pieces = await piecesOf(['300.00', '300.00']);
  const chains = await Promise.all(pieces.map((piece) => chainOf(piece)));
  expect(chains.map(({ basis }) => basis).toSorted()).toEqual(['300.00', '600.00']);
});

it('after thirty days, or once withdrawn, a piece counts no more', async () => {
  const [old, withdrawn, piece] = await piecesOf(['450.00', '4000.00', '450.00']);
  if (!old || !withdrawn || !piece) throw new Error('three pieces');
  const first = await chainOf(old);
  await rig.outcome(first.requestId);
  await rig.advance({ hours: 30 * 24 + 1 });
  const second = await chainOf(withdrawn);
  expect(second.basis).toBe('4000.00');
  await rig.withdraw(second.requestId);
  await rig.outcome(second.requestId);
  expect(await chainOf(piece)).toMatchObject({ roles: [], basis: '450.00' });
});

it('a posted piece that was reopened and withdrawn still counts: nobody is spared the lead that way', async () => {
  const claims = await piecesOf(['450.00', '450.00', '450.00']);
  const chains = [];
  for (const claim of claims) {
    const { requestId, ...chain } = await chainOf(claim);
    chains.push({ requestId, ...chain });
    // Whatever is not posted by itself is withdrawn at once, and reopened like what is.
    if (chain.roles.length > 0) await rig.withdraw(requestId);
    await rig.outcome(requestId);
    const change = await rig.change(requestId, 'service:portal', { kind: 'reopening' });
    await rig.books.changed(change, 'effective');
    await rig.books.inStage(requestId, 'preparing');
    await rig.withdraw(requestId);
    expect(await rig.outcome(requestId)).toBe('WITHDRAWN');
  }
  expect(chains.map(({ roles, basis }) => [basis, ...roles])).toEqual([
    ['450.00'],
    ['900.00', 'team-lead'],
    ['900.00', 'team-lead'],
  ]);
  const ends = [];
  for (const { requestId } of chains)
    ends.push([
      (await rig.books.proposals(requestId)).map(({ status }) => status).join(),
      await rig.books.memos(requestId),
      (await rig.books.entries(requestId)).length,
    ]);
  expect(ends).toEqual([
    ['posted', ['450.00'], 1],
    ['withdrawn', [], 0],
    ['withdrawn', [], 0],
  ]);
});
