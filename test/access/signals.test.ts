import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { PRICE } from '../support/workflow-cases.ts';
import { ANALYST, BILLING_LEAD, MANAGER } from '../support/workflow-people.ts';
import { until } from '../support/workflow-until.ts';

/**
 * The matrix through a raw Temporal client. A signal names a row and carries no identity, so role, relation and amount collapse: to
 * Temporal everybody is the same nobody. What is left is what the signal names, and where the request stands.
 */
const rig = useRig();
let cells = 0;
afterAll(() => process.stdout.write(`access matrix: temporal ${cells} cells, none of them allowed\n`));

const SIGNALS = ['decided', 'replied', 'withdrawn', 'changed'] as const;

/** Everything that a signal could have changed. */
const standing = async (requestId: string) => {
  const { updated_at: _then, ...request } = (await rig.books.request(requestId)) as object & {
    updated_at?: Date;
  };
  return {
    request,
    tasks: await rig.books.tasks(requestId),
    entries: await rig.books.entries(requestId),
    proposals: await rig.books.proposals(requestId),
    decisions: await rig.parts
      .sql`select id, status from decision where request_id = ${requestId} order by id`,
  };
};

/** Sends every signal with every id; each is audited once, and nothing else happens. */
async function changesNothing(requestId: string, ids: readonly string[]): Promise<void> {
  const before = await standing(requestId);
  const auditBefore = (await rig.books.audit(requestId)).length;
  const sent = SIGNALS.flatMap((name) => ids.map((id) => ({ name, id })));
  const handle = rig.client.workflow.getHandle(requestId);
  for (const { name, id } of sent) await handle.signal(name, { v: 1, id });
  cells += sent.length;
  const events = await until(`${sent.length} refusals of ${requestId}`, async () => {
    const since = (await rig.books.audit(requestId)).slice(auditBefore);
    return since.length >= sent.length && since;
  });
  expect(new Set(events.map(({ kind, actor_id }) => `${kind} by ${actor_id}`))).toEqual(
    new Set(['signal-ignored by temporal']),
  );
  expect(events).toHaveLength(sent.length);
  expect(await standing(requestId)).toEqual(before);
}

describe('a raw Temporal client', () => {
  it('approves nothing, whatever it names, wherever the request stands', async () => {
    const [requestId, other] = [await rig.submit(PRICE), await rig.submit(PRICE)];
    await rig.books.inStage(requestId, 'approving');
    // Recorded for another request, and not taken there yet: the best a forger can have.
    const foreign = await rig.record(other, BILLING_LEAD, 'team-lead', {
      verdict: 'approve',
      reason: 'Yes.',
    });
    const madeUp = () => `DEC-US10-${randomUUID()}`;
    await changesNothing(requestId, [madeUp(), foreign, 'DEC-DE20-1', requestId]);

    const first = await rig.approve(requestId, BILLING_LEAD, 'team-lead');
    await rig.books.openTask(requestId, 'manager');
    await changesNothing(requestId, [madeUp(), foreign, first]);

    const rejected = await rig.decide(requestId, MANAGER, 'manager', {
      verdict: 'reject',
      reason: 'Too much.',
    });
    await rig.books.openTask(requestId, 'analyst');
    await changesNothing(requestId, [madeUp(), foreign, first, rejected]);

    const credit = [{ line: 1, net: '12500.00' }];
    await rig.decide(requestId, ANALYST, 'analyst', {
      verdict: 'propose',
      reason: 'Less.',
      creditLines: credit,
    });
    await rig.books.openTask(requestId, 'team-lead');
    await changesNothing(requestId, [madeUp(), foreign, first, rejected]);
    expect(await rig.books.approvals(requestId)).toEqual([]);

    await rig.dispatch();
    await rig.books.decided(foreign, 'effective');
  });

  it('and the run of a closed request takes none at all', async () => {
    const requestId = await rig.submit(PRICE);
    await rig.books.inStage(requestId, 'approving');
    await rig.withdraw(requestId);
    await rig.outcome(requestId);
    const before = await standing(requestId);
    for (const name of SIGNALS) {
      const sent = rig.client.workflow
        .getHandle(requestId)
        .signal(name, { v: 1, id: `DEC-US10-${randomUUID()}` });
      await expect(sent).rejects.toThrow(/completed|not found/i);
      cells += 1;
    }
    expect(await standing(requestId)).toEqual(before);
  });
});
