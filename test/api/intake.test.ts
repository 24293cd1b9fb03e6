import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BILLING_LEAD, GERMAN_LEAD, MANAGER, PORTAL, type ProblemBody, Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const pointers = (body: unknown): string[] =>
  ((body as ProblemBody).errors ?? []).map((error) => error.pointer);

describe('bad input', () => {
  const cases: readonly [what: string, change: Readonly<Record<string, unknown>>, pointer: string][] = [
    ['an unknown customer', { customerId: 'CUST-0' }, '/customerId'],
    ["another customer's invoice", { invoiceId: 'INV-0' }, '/invoiceId'],
    ['no subject', { subject: undefined }, '/subject'],
    ['a blank subject', { subject: '   ' }, '/subject'],
    ['a text that is too long', { text: 'x'.repeat(5_001) }, '/text'],
    ['a field that does not exist', { colour: 'red' }, '/colour'],
    ['an unknown channel', { channel: 'pigeon' }, '/channel'],
    ['an unknown legal entity', { legalEntity: 'FR30' }, '/legalEntity'],
    ['a malformed legal entity', { legalEntity: 'us' }, '/legalEntity'],
    ['a negative amount', { claimed: { amount: '-1.00', currency: 'USD' } }, '/claimed/amount'],
    ['an amount of nothing', { claimed: { amount: '0.00', currency: 'USD' } }, '/claimed/amount'],
    ['an amount with an exponent', { claimed: { amount: '1e3', currency: 'USD' } }, '/claimed/amount'],
    ['an amount as a number', { claimed: { amount: 100, currency: 'USD' } }, '/claimed/amount'],
    ['too many decimal places', { claimed: { amount: '1.001', currency: 'USD' } }, '/claimed/amount'],
    ['more than the invoice', { claimed: { amount: '999999999999.00', currency: 'USD' } }, '/claimed/amount'],
    [
      'another currency than the invoice',
      { claimed: { amount: '1.00', currency: 'EUR' } },
      '/claimed/currency',
    ],
    ['an unknown currency', { claimed: { amount: '1.00', currency: 'XXX' } }, '/claimed/currency'],
    [
      'a day that does not exist',
      { payment: { bankReference: 'R', paidOn: '2026-02-30' } },
      '/payment/paidOn',
    ],
    ['a NUL in a text', { subject: 'a\0b' }, '/subject'],
    ['half of a surrogate pair', { subject: 'a\ud800b' }, '/subject'],
  ];
  it.each(cases)('%s is answered by naming %s, and nothing is stored', async (_what, change, pointer) => {
    const before = await rig.count('request');
    const answer = await rig.call(PORTAL, '/v1/requests', { body: { ...(await rig.claim()), ...change } });
    expect([answer.status, pointers(answer.body)]).toEqual([422, [pointer]]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await rig.count('request')).toBe(before);
    expect(await rig.count('api_idempotency')).toBe(0);
  });

  it('names every field at once', async () => {
    const answer = await rig.call(PORTAL, '/v1/requests', { body: {} });
    expect(pointers(answer.body)).toEqual(
      expect.arrayContaining(['/legalEntity', '/channel', '/customerId', '/subject', '/text', '/claimed']),
    );
  });

  it('says in words what is expected, the first of it in the detail', async () => {
    const { subject: _, ...rest } = await rig.claim();
    const body = { ...rest, channel: 'pigeon', text: 7 };
    const answer = await rig.call<ProblemBody & { detail: string }>(PORTAL, '/v1/requests', { body });
    const words = Object.fromEntries(
      (answer.body.errors ?? []).map(({ pointer, detail }) => [pointer, detail]),
    );
    expect(words).toMatchObject({ '/subject': 'is required', '/text': 'must be text' });
    expect(words['/channel']).toMatch(/^must be one of "portal", /);
    expect(answer.body.detail).toMatch(/^\/channel: must be one of .*; and 2 more, listed in errors\.$/);
  });

  const nested = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nested(levels - 1) });
  const forms: readonly [what: string, body: unknown, headers: Record<string, string>, status: number][] = [
    ['malformed JSON', '{"a":', {}, 400],
    ['JSON that is no object', '"text"', {}, 400],
    ['another content type', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['another character set', '{}', { 'Content-Type': 'application/json; charset=latin1' }, 415],
    ['a body over 64 KiB', { subject: 'x'.repeat(70_000) }, {}, 413],
    ['a body nested too deep', nested(40), {}, 422],
    ['a body of too many values', { list: Array.from({ length: 3_000 }, () => 1) }, {}, 422],
    ['a name that is a prototype', '{"__proto__":{"legalEntity":"US10"}}', {}, 422],
  ];
  it.each(forms)('%s', async (_what, body, headers, status) => {
    const answer = await rig.call(PORTAL, '/v1/requests', { body, headers });
    expect([answer.status, (answer.body as ProblemBody).type]).toEqual([
      status,
      expect.stringMatching(/^\/problems\//),
    ]);
  });
});

describe('who may hand in', () => {
  it('a channel, and is answered where to read it', async () => {
    const answer = await rig.call<{ id: string; self: string }>(PORTAL, '/v1/requests', {
      body: await rig.claim(),
    });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/v1/requests/${answer.body.id}`);
    expect((await rig.call(PORTAL, answer.body.self)).body).toMatchObject({
      id: answer.body.id,
      stage: 'captured',
      submittedBy: { id: PORTAL },
    });
  });

  it('a team lead, as the service desk only', async () => {
    const claim = await rig.claim();
    const wrong = await rig.call(BILLING_LEAD, '/v1/requests', { body: claim });
    expect([wrong.status, pointers(wrong.body)]).toEqual([422, ['/channel']]);
    expect(
      (await rig.call(BILLING_LEAD, '/v1/requests', { body: { ...claim, channel: 'service-desk' } })).status,
    ).toBe(202);
  });

  it('nobody else, and the refusal is in the audit trail of the entity', async () => {
    const answer = await rig.call(MANAGER, '/v1/requests', {
      body: { ...(await rig.claim()), channel: 'service-desk' },
    });
    expect(answer.status).toBe(403);
    const refusals =
      await rig.sql`select detail from audit_event where chain = 'entity' and actor_id = ${MANAGER} and kind = 'access-refused'`;
    expect(refusals).toHaveLength(1);
  });

  it('a person of another legal entity is refused in the entity asked for', async () => {
    const answer = await rig.call(GERMAN_LEAD, '/v1/requests', {
      body: { ...(await rig.claim()), channel: 'service-desk' },
    });
    expect(answer.status).toBe(403);
  });
});

describe('the same again', () => {
  it('the same key and body get the first answer, word for word', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    const before = await rig.count('request');
    const first = await rig.call(PORTAL, '/v1/requests', { body, headers });
    const second = await rig.call(PORTAL, '/v1/requests', { body, headers });
    expect(second).toMatchObject({ status: 202, body: first.body });
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(await rig.count('request')).toBe(before + 1);
  });

  it('the order of the names in the body does not matter', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    await rig.call(PORTAL, '/v1/requests', { body, headers });
    const turned = Object.fromEntries(Object.entries(body).toReversed());
    expect(
      (await rig.call(PORTAL, '/v1/requests', { body: turned, headers })).headers.get('idempotency-replayed'),
    ).toBe('true');
  });

  it('ten at once with one key store one request', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    const before = await rig.count('request');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => rig.call<{ id: string }>(PORTAL, '/v1/requests', { body, headers })),
    );
    expect(await rig.count('request')).toBe(before + 1);
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    const ids = new Set(answers.filter(({ status }) => status === 202).map((answer) => answer.body.id));
    expect(ids.size).toBe(1);
    const again = await rig.call<{ id: string }>(PORTAL, '/v1/requests', { body, headers });
    expect(ids.has(again.body.id)).toBe(true);
  });

  it('the same key with another body is refused', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    await rig.call(PORTAL, '/v1/requests', { body, headers });
    const answer = await rig.call(PORTAL, '/v1/requests', { body: { ...body, subject: 'Another' }, headers });
    expect([answer.status, (answer.body as ProblemBody).type]).toEqual([
      422,
      '/problems/idempotency-mismatch',
    ]);
  });

  it('keys of two principals have nothing to do with each other', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    const one = await rig.call<{ id: string }>(PORTAL, '/v1/requests', { body, headers });
    const other = await rig.call<{ id: string }>('service:crm', '/v1/requests', {
      body: { ...body, channel: 'crm' },
      headers,
    });
    expect([other.status, other.body.id === one.body.id]).toEqual([202, false]);
  });

  it('a refusal is not remembered: the key can be used again once the cause is gone', async () => {
    const body = await rig.claim();
    const headers = { 'Idempotency-Key': randomUUID() };
    expect(
      (await rig.call(PORTAL, '/v1/requests', { body: { ...body, customerId: 'CUST-0' }, headers })).status,
    ).toBe(422);
    expect((await rig.call(PORTAL, '/v1/requests', { body, headers })).status).toBe(202);
  });

  it.each([undefined, '', 'two words', 'x'.repeat(256), 'é'])('the key %j is refused', async (key) => {
    const token = await rig.token(PORTAL);
    const response = await fetch(`${rig.url}/v1/requests`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        ...(key !== undefined && { 'Idempotency-Key': key }),
      },
      body: JSON.stringify(await rig.claim()),
    });
    expect([response.status, ((await response.json()) as ProblemBody).errors?.[0]?.pointer]).toEqual([
      400,
      '#/header/Idempotency-Key',
    ]);
  });

  it('the same reference of the same sender is the same request; another claim under it is refused', async () => {
    const body = { ...(await rig.claim()), sourceRef: randomUUID() };
    const first = await rig.call(PORTAL, '/v1/requests', { body });
    const second = await rig.call(PORTAL, '/v1/requests', { body });
    expect(second).toMatchObject({ status: 202, body: first.body });
    expect(second.headers.get('request-duplicate')).toBe('true');
    const other = await rig.call(PORTAL, '/v1/requests', { body: { ...body, subject: 'Another' } });
    expect([other.status, pointers(other.body)]).toEqual([422, ['/sourceRef']]);
  });
});
