import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../domain/policy/schema.ts';
import { policyJsonSchema } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';
import { BILLING_LEAD, PORTAL, Rig, type Answer, type ProblemBody } from './rig.ts';

const AUTHOR = 'person:nina.castellano';
const OTHER_AUTHOR = 'person:paul.adeyemi';
const PUBLISHER = 'person:george.hartmann';
const OTHER_PUBLISHER = 'person:yuki.tanaka';
const AUDITOR = 'person:ruth.feldman';

interface PolicyBody {
  readonly version: string;
  readonly state: string;
  readonly hash: string;
  readonly basedOn: string;
  readonly inForce: boolean;
  readonly reviewer: { readonly id: string } | null;
  readonly openRequests: number;
  readonly document: Policy;
  readonly actions: readonly {
    readonly name: string;
    readonly allowed: boolean;
    readonly reason: string | null;
  }[];
}

let rig: Rig;
let number = 1;
let version: string;

beforeAll(async () => {
  rig = await Rig.start();
  for (const [who, role] of [
    [OTHER_AUTHOR, 'policy-author'],
    [OTHER_PUBLISHER, 'policy-publisher'],
    // Holds both roles: what is refused to them is refused because of what they wrote.
    [OTHER_AUTHOR, 'policy-publisher'],
  ] as const)
    await rig.sql`insert into role_grant (principal_id, role, entity, valid_from) values (${who}, ${role}, '*', '2020-01-01')`;
});
afterAll(() => rig.stop());
beforeEach(() => {
  number += 1;
  version = `v${number}`;
});

const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** v1 as the next version, with a lower threshold of automatic credits. */
function next(change: Partial<Policy> = {}): Policy {
  const document = JSON.parse(JSON.stringify(policyV1)) as Policy;
  const [automatic] = document.approvals.matrix['credit-memo'];
  if (automatic) automatic.upTo = '40000';
  // Each test publishes later than the one before.
  return { ...document, version, effectiveFrom: later(number * 60), ...change };
}

const begin = (who = AUTHOR, document: unknown = next()) =>
  rig.call<PolicyBody & ProblemBody>(who, '/v1/policies', { body: { document, note: 'Lower.' } });

async function take(
  who: string,
  step: string,
  body: unknown = {},
  seen?: string,
): Promise<Answer<PolicyBody & ProblemBody>> {
  const etag = seen ?? (await read()).hash;
  return rig.call(who, `/v1/policies/${version}/${step}`, { body, headers: { 'If-Match': `"${etag}"` } });
}

const read = async (who = AUTHOR) => (await rig.call<PolicyBody>(who, `/v1/policies/${version}`)).body;
const accept = (who = PUBLISHER) => take(who, 'review', { verdict: 'accept', reason: 'Fine.' });

async function reviewed(document: Policy = next()): Promise<void> {
  expect((await begin(AUTHOR, document)).status).toBe(201);
  expect((await take(AUTHOR, 'submission')).status).toBe(200);
  expect((await accept()).body.state).toBe('reviewed');
}

const auditOf = (entity: string) => rig.sql<
  { kind: string; actor_id: string; detail: Record<string, unknown> }[]
>`
  select kind, actor_id, detail from audit_event where legal_entity = ${entity} and chain = 'entity' and kind like 'policy-%' order by seq`;

describe('a policy', () => {
  it('is written, submitted, reviewed and published by two people, each step on record in every legal entity', async () => {
    const created = await begin();
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe(`/v1/policies/${version}`);
    expect(created.headers.get('etag')).toBe(`"${created.body.hash}"`);
    expect(created.body).toMatchObject({ state: 'draft', basedOn: 'v1', inForce: false, reviewer: null });
    expect((await take(AUTHOR, 'submission')).body.state).toBe('in-review');
    expect((await accept()).body).toMatchObject({ state: 'reviewed', reviewer: { id: PUBLISHER } });
    const published = await take(PUBLISHER, 'publication');
    expect(published.body).toMatchObject({
      state: 'published',
      publisher: { id: PUBLISHER },
      inForce: false,
    });
    expect(published.body.actions.filter(({ allowed }) => allowed)).toEqual([]);
    for (const entity of ['US10', 'DE20']) {
      const events = (await auditOf(entity)).filter(({ detail }) => detail['version'] === version);
      expect(events.map(({ kind, actor_id }) => [kind, actor_id])).toEqual([
        ['policy-begun', AUTHOR],
        ['policy-submitted', AUTHOR],
        ['policy-accepted', PUBLISHER],
        ['policy-published', PUBLISHER],
      ]);
      expect(events.at(-1)?.detail).toMatchObject({ hash: published.body.hash, state: 'published' });
    }
    const told = await rig.sql<{ recipient_id: string; title: string }[]>`
      select recipient_id, title from notice where kind = 'policy' and title like ${`Policy ${version} %`}`;
    expect(told.map(({ recipient_id, title }) => `${recipient_id} ${title}`).toSorted()).toEqual([
      `${PUBLISHER} Policy ${version} waits for your review`,
      `${AUTHOR} Policy ${version} was accepted`,
      `${AUTHOR} Policy ${version} was published`,
      `${OTHER_AUTHOR} Policy ${version} waits for your review`,
      `${OTHER_PUBLISHER} Policy ${version} waits for your review`,
    ]);
  });

  it('that is changed after its review is a draft again, and whoever changed it is one of its authors', async () => {
    await reviewed();
    const before = await read();
    const changed = next();
    changed.sla.reopenBusinessDays = 7;
    const edited = await take(OTHER_AUTHOR, 'document', { document: changed, note: 'Shorter.' });
    expect(edited.body).toMatchObject({ state: 'draft', reviewer: null });
    expect(edited.body.hash).not.toBe(before.hash);
    await take(AUTHOR, 'submission');
    const own = await accept(OTHER_AUTHOR);
    expect(own.status).toBe(403);
    expect(own.body.code).toBe('SOD_VIOLATION');
    expect((await accept(OTHER_PUBLISHER)).status).toBe(200);
    expect((await take(OTHER_AUTHOR, 'publication')).body.code).toBe('SOD_VIOLATION');
    expect((await take(PUBLISHER, 'publication')).body.state).toBe('published');
    expect((await take(AUTHOR, 'document', { document: changed, note: '' })).body.code).toBe('POLICY_STATE');
  });

  it('can be returned with a reason, and given up', async () => {
    await begin();
    await take(AUTHOR, 'submission');
    const returned = await take(PUBLISHER, 'review', { verdict: 'return', reason: 'Too low.' });
    expect(returned.body).toMatchObject({ state: 'draft', reviewReason: 'Too low.', submittedAt: null });
    expect((await take(AUTHOR, 'discarding')).body.state).toBe('discarded');
    expect((await take(AUTHOR, 'submission')).status).toBe(409);
  });
});

describe('nobody', () => {
  it.each([
    ['writes one without being a policy author', BILLING_LEAD],
    ['publisher writes one', PUBLISHER],
    ['outside writes one', PORTAL],
  ])('%s', async (_what, who) => {
    const answer = await begin(who);
    expect(answer.status).toBe(403);
    expect((await auditOf('DE20')).at(-1)).toMatchObject({
      kind: 'policy-refused',
      actor_id: who,
      detail: { version, step: 'begin', code: 'NOT_AUTHORISED' },
    });
  });

  it('publishes what was not reviewed, or reviews what was not submitted', async () => {
    await begin();
    expect((await take(PUBLISHER, 'publication')).body.code).toBe('POLICY_STATE');
    expect((await accept()).body.code).toBe('POLICY_STATE');
    expect((await take(AUTHOR, 'publication')).body.code).toBe('NOT_AUTHORISED');
    expect((await accept(AUDITOR)).body.code).toBe('NOT_AUTHORISED');
  });

  it('decides on another document than the one they saw', async () => {
    await begin();
    const seen = (await read()).hash;
    const changed = next();
    changed.lookBackDays = 100;
    await take(AUTHOR, 'document', { document: changed, note: '' });
    const stale = await take(AUTHOR, 'submission', {}, seen);
    expect(stale.status).toBe(412);
    expect(stale.body.detail).toContain('has changed since you read it');
  });
});

describe('a document is refused', () => {
  const errorsOf = async (document: unknown) => {
    const answer = await begin(AUTHOR, document);
    expect(answer.status).toBe(422);
    return answer.body.errors ?? [];
  };

  it('naming each field as it stands in the body', async () => {
    const errors = await errorsOf({ ...next(), effectiveFrom: 'soon', colour: 'red' });
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/document/effectiveFrom', '/document/colour']),
    );
  });

  it('without the calendar of a legal entity in use', async () => {
    const { DE20: _gone, ...calendars } = policyV1.calendars;
    expect(await errorsOf(next({ calendars }))).toContainEqual({
      pointer: '/document/calendars/DE20',
      detail: expect.stringContaining('DE20') as string,
    });
  });

  it('under a number that is published or taken', async () => {
    const [error] = await errorsOf(next({ version: 'v1' }));
    expect(error).toMatchObject({ pointer: '/document/version' });
    expect(error?.detail).toContain('must be newer than');
    await begin();
    expect((await errorsOf(next()))[0]?.detail).toContain('is taken');
  });

  it('when its time has come before it is published, saying what to do', async () => {
    await reviewed();
    await rig.sql`update policy_draft set document = jsonb_set(document, '{effectiveFrom}', '"2020-06-01T00:00:00Z"') where version = ${version}`;
    const answer = await take(PUBLISHER, 'publication');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/document/effectiveFrom', detail: expect.stringContaining('choose a') as string },
    ]);
  });

  it('when another was published since it was begun: what that one changed would be lost', async () => {
    const slow = version;
    await begin();
    number += 1;
    version = `v${number}`;
    const quick = version;
    await reviewed();
    await take(PUBLISHER, 'publication');
    version = slow;
    const answer = await take(AUTHOR, 'submission');
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toContain(`newer than ${quick}`);
  });
});

describe('reading', () => {
  it('anybody with a role reads them; a service does not', async () => {
    expect((await rig.call(AUDITOR, '/v1/policies')).status).toBe(200);
    expect((await rig.call(BILLING_LEAD, '/v1/policies/v1')).status).toBe(200);
    expect((await rig.call(PORTAL, '/v1/policies')).status).toBe(403);
    expect((await rig.call(AUTHOR, '/v1/policies/v999')).status).toBe(404);
    expect((await rig.call(undefined, '/v1/policies')).status).toBe(401);
  });

  it('lists the newest first, with what is in force and how many requests follow it', async () => {
    await rig.handIn();
    const { body } = await rig.call<{ items: PolicyBody[] }>(BILLING_LEAD, '/v1/policies');
    expect(body.items.at(-1)).toMatchObject({ version: 'v1', inForce: true, state: 'published' });
    expect(body.items.at(-1)?.openRequests).toBeGreaterThan(0);
  });

  it('says what changes, in words', async () => {
    await begin();
    const { body } = await rig.call<{ differences: { area: string }[] }>(
      AUDITOR,
      `/v1/policies/v1/diff/${version}`,
    );
    expect(body.differences.filter(({ area }) => area !== 'Version')).toEqual([
      {
        path: '/approvals/matrix/credit-memo/0/upTo',
        area: 'Approvals',
        what: 'credit memo: automatic up to',
        before: '500.00',
        after: '400.00',
      },
    ]);
  });

  it('gives editors the schema, without signing in', async () => {
    const { status, headers, body } = await rig.call(undefined, '/v1/policies/schema');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('application/schema+json'),
    ]);
    expect(body).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });
});

describe('moving a request to another policy over the API', () => {
  const ANALYST = 'person:maria.alvarez';
  const CONTROLLER = 'person:margaret.whitfield';
  let requestId: string;
  beforeAll(async () => {
    requestId = await rig.handIn();
    // Where the workflow would have brought it: an analyst prepares.
    const state = JSON.stringify({
      v: 1,
      state: { kind: 'preparing', revision: 1, taskId: 'TSK-US10-x' },
      clocks: [],
    });
    await rig.sql`update request set stage = 'preparing', team = 'billing', revision = 1, state = ${state}::text::jsonb where id = ${requestId}`;
  });
  const ask = (who: string, toVersion: string) =>
    rig.call<{ id: string; status: string } & ProblemBody>(who, `/v1/requests/${requestId}/policy-moves`, {
      body: { toVersion, reason: 'Stricter.' },
    });
  const decide = (who: string, id: string, verdict: string) =>
    rig.call<{ status: string } & ProblemBody>(who, `/v1/changes/${id}/decision`, {
      body: { verdict, reason: 'Agreed.' },
    });
  const view = async (who: string) =>
    (
      await rig.call<{
        changes: { status: string; mayDecide: boolean; whyNot: string | null }[];
        actions: { name: string; allowed: boolean; reason: string | null }[];
      }>(who, `/v1/requests/${requestId}`)
    ).body;

  it('is offered while a newer one is in force, asked by one, decided by another', async () => {
    const none = (await view(ANALYST)).actions.find(({ name }) => name === 'move-policy');
    expect(none).toMatchObject({ allowed: false, reason: 'No policy newer than v1 is in force.' });
    await reviewed();
    await take(PUBLISHER, 'publication');
    const early = await ask(ANALYST, version);
    expect([early.status, early.body.type]).toEqual([409, '/problems/change-not-possible']);
    // Published versions never change; the test lets one come into force by beginning it in the past, as the owner.
    const past = JSON.stringify({ ...policyV1, version: 'v900', effectiveFrom: '2020-06-01T00:00:00Z' });
    await rig.sql`insert into policy_version values ('v900', '2020-06-01', ${past}::text::jsonb, 'hash', ${AUTHOR}, ${PUBLISHER}, now())`;
    expect((await view(ANALYST)).actions.find(({ name }) => name === 'move-policy')?.allowed).toBe(true);
    expect((await ask(AUDITOR, 'v900')).status).toBe(403);
    const asked = await ask(ANALYST, 'v900');
    expect([asked.status, asked.body.status]).toEqual([202, 'requested']);
    expect((await view(ANALYST)).changes).toMatchObject([{ status: 'requested', mayDecide: false }]);
    expect((await view(CONTROLLER)).changes).toMatchObject([{ mayDecide: true, whyNot: null }]);
    const toDecide = async (who: string) =>
      (await rig.call<{ items: { request: { id: string }; change: { id: string } }[] }>(who, '/v1/changes'))
        .body.items;
    expect(await toDecide(CONTROLLER)).toMatchObject([
      { request: { id: requestId }, change: { id: asked.body.id, mayDecide: true } },
    ]);
    expect([await toDecide(ANALYST), await toDecide(AUDITOR)]).toEqual([[], []]);
    expect((await decide(BILLING_LEAD, asked.body.id, 'approve')).status).toBe(403);
    expect((await decide(CONTROLLER, asked.body.id, 'approve')).body.status).toBe('approved');
    expect((await decide(CONTROLLER, asked.body.id, 'approve')).status).toBe(409);
    const [sent] = await rig.sql<{ payload: unknown }[]>`
      select payload from outbox where request_id = ${requestId} and kind = 'signal'`;
    expect(sent?.payload).toEqual({ signal: 'changed', id: asked.body.id });
  });
});
