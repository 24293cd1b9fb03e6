import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { ExampleId } from '../../db/seed/example-cases.ts';
import { describeInstant } from '../../domain/instant.ts';
import { awaitsLevel, BILLING_LEAD, bodyOf, caseOf, MANAGER, read, SOON } from '../support/e2e-requests.ts';
import type { StackUnderTest } from '../support/e2e-stack.ts';

/** Its contract promises a resolution in elapsed hours, which are made seconds here. */
const TELECOM: ExampleId = 'telecom-billing-9200';
/** Divides by four, so that every rung falls on a whole second. */
const PROMISED_SECONDS = 8;
const LAST_RUNG = 175;

interface Told {
  readonly recipient_id: string;
  readonly kind: string;
  readonly text: string;
}

/** The Temporal server is away while a deadline passes, and every rung of the ladder with it. */
export const missedDeadline = (stack: StackUnderTest) =>
  describe('a deadline that passes while the Temporal server is away', () => {
    const told = (requestId: string) =>
      stack.sql<
        Told[]
      >`select recipient_id, kind, text from notice where request_id = ${requestId} order by at, id`;

    it('is told once to each person, with the true due time, when the server is back', async () => {
      const suffix = await stack.freshCustomers();
      const body = bodyOf(TELECOM, suffix);
      await stack.sql`
        update contract set sla = jsonb_set(sla, '{resolutionHours}', to_jsonb(${PROMISED_SECONDS}::numeric / 3600))
        where customer_id = ${body.customerId}`;
      const channel = `service:${caseOf(TELECOM).channel}`;
      const taken = await stack.callers.call<{ id: string }>(channel, '/v1/requests', { body });
      expect(taken.status).toBe(202);
      const requestId = taken.body.id;
      await awaitsLevel(stack, requestId, 1);
      await stack.kill('temporal');
      const before = (await told(requestId)).length;

      const received = Date.parse((await read(stack, requestId)).receivedAt);
      const over = received + (PROMISED_SECONDS * 1_000 * LAST_RUNG) / 100;
      await pause(Math.max(0, over + 1_000 - Date.now()));
      expect(await told(requestId)).toHaveLength(before);
      await stack.start('temporal');
      await vi.waitFor(async () => {
        const [mark] = await stack.sql`
          select true_at, breach from sla_mark where request_id = ${requestId} and percent = ${LAST_RUNG}`;
        // Clocks reckon in whole seconds.
        const trueAt = Math.floor(received / 1_000) * 1_000 + (over - received);
        expect(mark).toEqual({ true_at: new Date(trueAt), breach: true });
      }, SOON);

      const after = (await told(requestId)).slice(before);
      const people = after.map(({ recipient_id }) => recipient_id);
      expect(people).toEqual([...new Set(people)]);
      expect(people).toEqual(expect.arrayContaining([BILLING_LEAD, MANAGER]));
      const due = new Date(received + PROMISED_SECONDS * 1_000).toISOString();
      const words = `ran out: it was due ${describeInstant(due, 'America/New_York')} (America/New_York)`;
      for (const { kind, text } of after) {
        expect(kind).toBe('sla-breach');
        expect(text).toContain(words);
      }
      const marks = await stack.sql`
        select percent from sla_mark where request_id = ${requestId} and clock = 'contract-resolution' and at > now() - interval '10 seconds'`;
      expect(marks.map((row) => row['percent'])).toEqual([LAST_RUNG]);
    });
  });
