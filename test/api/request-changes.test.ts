import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { acceptedChangeView } from '../../api/schemas/oversight.ts';
import { requestView } from '../../api/schemas/resources.ts';
import {
  BILLING_ANALYST,
  BILLING_LEAD,
  CONTROLLER,
  GERMAN_LEAD,
  MANAGER,
  PORTAL,
  type ProblemBody,
  Rig,
} from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

type Accepted = z.infer<typeof acceptedChangeView> & ProblemBody;
const AUDITOR = 'person:ruth.feldman';

/** As the workflow would have routed it. */
async function routed(): Promise<string> {
  const requestId = await rig.handIn();
  await rig.sql`
    update request set stage = 'preparing', type = 'billing-dispute', reason = 'PRICE', team = 'billing', priority = 'P3' where id = ${requestId}`;
  return requestId;
}

/** About no invoice, so that no other request is about the same. */
async function closed(daysAgo: number, outcome = 'VALID_FULL'): Promise<string> {
  const requestId = await routed();
  await rig.sql`
    update request set stage = 'closed', invoice_id = null, outcome = ${outcome}, closed_at = now() - make_interval(days => ${daysAgo}) where id = ${requestId}`;
  return requestId;
}

async function closedAgain(): Promise<string> {
  const requestId = await closed(1);
  await rig.sql`
    update request set cycle = 1, first_outcome = 'WITHDRAWN', first_closed_at = now() - interval '40 days' where id = ${requestId}`;
  return requestId;
}

async function closedWithTwin(): Promise<string> {
  const requestId = await closed(3);
  const twin = await routed();
  await rig.sql`
    update request set invoice_id = (select invoice_id from request where id = ${twin}) where id = ${requestId}`;
  return requestId;
}

const give = (who: string, requestId: string, priority = 'P1', key = randomUUID()) =>
  rig.call<Accepted>(who, `/v1/requests/${requestId}/priority`, {
    body: { priority, reason: 'The plant stands still.' },
    headers: { 'Idempotency-Key': key },
  });
const reopen = (who: string, requestId: string) =>
  rig.call<Accepted>(who, `/v1/requests/${requestId}/reopening`, {
    body: { reason: 'A line was forgotten.' },
  });
const actionOf = async (who: string, requestId: string, name: string) => {
  const { body } = await rig.call(who, `/v1/requests/${requestId}`);
  return requestView.parse(body).actions.find((action) => action.name === name);
};
const audited = (who: string, subject: string) =>
  rig.sql`select 1 from audit_event where kind = 'access-refused' and actor_id = ${who} and detail->>'subject' = ${subject}`;

describe('another priority', () => {
  it.each([BILLING_LEAD, MANAGER, CONTROLLER])('is taken from %s', async (who) => {
    const requestId = await routed();
    expect(await actionOf(who, requestId, 'change-priority')).toMatchObject({ allowed: true });
    const { status, body } = await give(who, requestId);
    expect({ status, body }).toMatchObject({ status: 202, body: { requestId, status: 'approved' } });
    const [queued] = await rig.sql`
      select payload from outbox where request_id = ${requestId} and kind = 'signal'`;
    expect(queued?.['payload']).toEqual({ signal: 'changed', id: body.id });
  });

  it.each([BILLING_ANALYST, AUDITOR])('is refused to %s, and audited', async (who) => {
    const requestId = await routed();
    expect(await actionOf(who, requestId, 'change-priority')).toMatchObject({
      ...{ allowed: false, code: 'NOT_AUTHORISED' },
    });
    const { status, body } = await give(who, requestId);
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'NOT_AUTHORISED' });
    expect(await audited(who, requestId)).toHaveLength(1);
  });

  it('is not found by somebody of another legal entity', async () => {
    expect((await give(GERMAN_LEAD, await routed())).status).toBe(404);
  });

  it('that it has already, or once it is closed, is a conflict told in words', async () => {
    const requestId = await routed();
    const same = await give(BILLING_LEAD, requestId, 'P3');
    expect(same).toMatchObject({ status: 409, body: { type: '/problems/change-not-possible' } });
    expect(same.body.detail).toBe(`Request ${requestId} has priority P3 already.`);
    const over = await give(BILLING_LEAD, await closed(1));
    expect({ status: over.status, words: over.body.detail }).toMatchObject({
      ...{ status: 409, words: expect.stringContaining('is closed') as string },
    });
  });

  it('repeated under the same key is recorded once', async () => {
    const requestId = await routed();
    const key = randomUUID();
    const [first, second] = [
      await give(MANAGER, requestId, 'P1', key),
      await give(MANAGER, requestId, 'P1', key),
    ];
    expect(second.body.id).toBe(first.body.id);
    expect(await rig.sql`select 1 from request_change where request_id = ${requestId}`).toHaveLength(1);
  });
});

describe('reopening', () => {
  it.each([PORTAL, BILLING_LEAD, MANAGER, 'person:jamie.sullivan'])('is taken from %s', async (who) => {
    const requestId = await closed(3);
    expect(await actionOf(who, requestId, 'reopen')).toMatchObject({ allowed: true });
    const { status, body } = await reopen(who, requestId);
    expect({ status, body }).toMatchObject({ status: 202, body: { requestId, status: 'approved' } });
    const queued = await rig.sql`
      select payload from outbox where request_id = ${requestId} and kind = 'start' and payload->>'reopening' = ${body.id}`;
    expect(queued).toHaveLength(1);
    const again = await reopen(who, requestId);
    expect({ status: again.status, words: again.body.detail }).toEqual({
      ...{ status: 409, words: `Request ${requestId} is being reopened already.` },
    });
  });

  it.each([CONTROLLER, AUDITOR])('is refused to %s, and audited', async (who) => {
    const requestId = await closed(3);
    expect((await reopen(who, requestId)).status).toBe(403);
    expect(await audited(who, requestId)).toHaveLength(1);
  });

  it.each([
    ['while it is open', () => routed(), 'is not closed'],
    ['when it joined another', () => closed(3, 'DUPLICATE_REQUEST'), 'reopen that one'],
    ['too late: it says until when it could be, and what to do', () => closed(40), 'Hand in a new request'],
    ['too late after its first closing, though closed again since', closedAgain, 'was first closed on'],
    ['while another is open for the same invoice and reason', closedWithTwin, 'is open for the same'],
  ])('is a conflict %s', async (_when, make, words) => {
    const requestId = await make();
    expect(await actionOf(BILLING_LEAD, requestId, 'reopen')).toMatchObject({
      ...{ allowed: false, code: 'NOT_POSSIBLE' },
    });
    const { status, body } = await reopen(BILLING_LEAD, requestId);
    expect(status).toBe(409);
    expect(body.detail).toContain(words);
  });

  it('by many at once is recorded once', async () => {
    const requestId = await closed(3);
    const answers = await Promise.all(
      [PORTAL, BILLING_LEAD, MANAGER, 'person:jamie.sullivan'].map((who) => reopen(who, requestId)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409, 409, 409]);
  });
});
