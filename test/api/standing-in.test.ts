import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { absenceView, delegationView, standingInView } from '../../api/schemas/standing-in.ts';
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

const OTHER_MANAGER = 'person:angela.moretti';
const TREASURER = 'person:daniel.osei';
const AUDITOR = 'person:ruth.feldman';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
beforeEach(async () => {
  await rig.sql`delete from delegation`;
  await rig.sql`delete from absence`;
  await rig.sql`delete from notice`;
});
afterAll(() => rig.stop());

type Absence = z.infer<typeof absenceView>;
type Delegation = z.infer<typeof delegationView>;

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const week = (from = -HOUR, until = 7 * DAY) => {
  const now = Date.now();
  return { from: new Date(now + from).toISOString(), until: new Date(now + until).toISOString() };
};

const lend = (who: string, change: Record<string, unknown> = {}, key: string = randomUUID()) =>
  rig.call<Delegation & ProblemBody>(who, '/v1/delegations', {
    headers: { 'Idempotency-Key': key },
    body: {
      ...week(),
      delegateId: OTHER_MANAGER,
      role: 'manager',
      entity: 'US10',
      reason: 'Leave',
      ...change,
    },
  });
const revoke = (who: string, id: string) =>
  rig.call<Delegation & ProblemBody>(who, `/v1/delegations/${id}/revocation`, { method: 'POST', body: {} });
const beAway = (who: string, change: Record<string, unknown> = {}) =>
  rig.call<Absence & ProblemBody>(who, '/v1/absences', { body: { ...week(), ...change } });
const cancel = (who: string, id: string) =>
  rig.call<Absence & ProblemBody>(who, `/v1/absences/${id}/cancellation`, { method: 'POST', body: {} });
const read = async (who: string) => standingInView.parse((await rig.call(who, '/v1/standing-in')).body);

interface Event {
  readonly entity: string;
  readonly kind: string;
  readonly actor: string;
  readonly detail: Record<string, unknown>;
}
const newest = async (kind: string): Promise<Event[]> => {
  const rows = await rig.sql<Event[]>`
    select legal_entity as entity, kind, actor_id as actor, detail from audit_event
    where chain = 'entity' and kind = ${kind} order by at desc, legal_entity`;
  return [...rows];
};
const notices = (who: string) =>
  rig.sql<{ title: string; text: string; legal_entity: string; kind: string }[]>`
    select * from notice where recipient_id = ${who} order by at, title`;
const fields = ({ body }: { body: ProblemBody }) => body.errors?.map(({ pointer }) => pointer);

describe('lending authority', () => {
  it('is shown to both, audited, and told to the delegate with role, period and limit', async () => {
    const { status, body } = await lend(MANAGER, { limit: '5000.00' });
    expect(status).toBe(201);
    expect(delegationView.parse(body)).toMatchObject({
      delegator: { id: MANAGER, name: 'Robert Kim' },
      delegate: { id: OTHER_MANAGER, name: 'Angela Moretti' },
      ...{ role: 'manager', entity: 'US10', team: '*', state: 'now', mayRevoke: true },
      limit: { amount: '5000.00', currency: 'USD' },
    });
    expect((await read(MANAGER)).given.map(({ id }) => id)).toEqual([body.id]);
    expect((await read(OTHER_MANAGER)).received).toMatchObject([{ id: body.id, mayRevoke: false }]);
    const [event] = await newest('authority-lent');
    expect(event).toMatchObject({
      entity: 'US10',
      actor: MANAGER,
      detail: { delegationId: body.id, limitMinor: '500000' },
    });
    const [notice] = await notices(OTHER_MANAGER);
    expect(notice).toMatchObject({ kind: 'delegation', title: 'Robert Kim has lent you authority' });
    expect(notice?.text).toMatch(
      /receivables manager of US10\. From \w{3} \d+ \w{3} \d\d:\d\d until \w{3} \d+ \w{3} \d\d:\d\d \(America\/New_York\)\. Up to 5000\.00 USD\./,
    );
  });

  it('under one key is lent once', async () => {
    const key = randomUUID();
    const period = week();
    const [first, second] = [await lend(MANAGER, period, key), await lend(MANAGER, period, key)];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect(await rig.count('delegation')).toBe(1);
  });

  it('for the group is audited in every entity in which the delegator holds the role, and told once', async () => {
    const { status } = await lend(CONTROLLER, { role: 'controller', entity: '*', delegateId: TREASURER });
    expect(status).toBe(201);
    expect((await newest('authority-lent')).slice(0, 2).map(({ entity }) => entity)).toEqual([
      'DE20',
      'US10',
    ]);
    expect(await notices(TREASURER)).toHaveLength(1);
  });

  it('of the group may be for one entity, and a team role names its team', async () => {
    expect(
      (await lend(CONTROLLER, { role: 'controller', entity: 'DE20', delegateId: TREASURER })).status,
    ).toBe(201);
    const lead = await lend(BILLING_LEAD, { role: 'team-lead', delegateId: BILLING_ANALYST });
    expect([lead.status, lead.body.team]).toEqual([201, 'billing']);
  });

  it.each([
    ['another entity', MANAGER, { entity: 'DE20' }, 'DE20'],
    ['an entity that is none', MANAGER, { entity: 'ZZ99' }, null],
    ['another role', BILLING_ANALYST, { role: 'manager' }, 'US10'],
    [
      'another team',
      BILLING_LEAD,
      { role: 'team-lead', team: 'credit', delegateId: BILLING_ANALYST },
      'US10',
    ],
    ['a role held nowhere', BILLING_ANALYST, { role: 'cfo', entity: '*' }, 'US10'],
  ])('that is not one’s own is refused and audited: %s', async (_what, who, change, entity) => {
    const before = (await newest('access-refused')).length;
    const answer = await lend(who, change);
    expect([answer.status, answer.body.code]).toEqual([403, 'NOT_AUTHORISED']);
    expect(answer.body.detail).toContain('Nobody lends what they do not hold');
    const events = await newest('access-refused');
    expect(events.length - before).toBe(entity === null ? 0 : 1);
    const [newestOfAll] = entity === null ? [] : events;
    expect([newestOfAll?.entity ?? null, newestOfAll?.actor ?? who]).toEqual([entity, who]);
    expect(await rig.count('delegation')).toBe(0);
  });

  it('that has ended is not one’s own any more', async () => {
    await rig.sql`update role_grant set valid_until = now() - interval '1 minute' where principal_id = ${OTHER_MANAGER}`;
    const answer = await lend(OTHER_MANAGER, { delegateId: MANAGER });
    await rig.sql`update role_grant set valid_until = null where principal_id = ${OTHER_MANAGER}`;
    expect(answer.status).toBe(403);
  });

  it.each([
    ['to oneself', { delegateId: MANAGER }, '/delegateId', 'another person'],
    ['to nobody we know', { delegateId: 'person:nobody' }, '/delegateId', 'who works here'],
    ['to a service', { delegateId: PORTAL }, '/delegateId', 'who works here'],
    ['to an auditor', { delegateId: AUDITOR }, '/delegateId', 'auditor'],
    ['to somebody of another entity', { delegateId: GERMAN_LEAD }, '/delegateId', 'role in US10'],
    ['for no time', week(DAY, DAY), '/until', 'after "from"'],
    ['for what is over', week(-3 * DAY, -DAY), '/until', 'ended already'],
    ['for more than a year', week(0, 367 * DAY), '/until', '366 days'],
    ['with more digits than the currency has', { limit: '1.001' }, '/limit', 'decimal places'],
    ['up to nothing', { limit: '0' }, '/limit', 'more than zero'],
    ['up to a limit in no currency', { limit: '5.00', entity: '*' }, '/limit', 'one legal entity'],
    ['of a role that is not lent', { role: 'payment-releaser' }, '/role', 'must be one of'],
    ['without a reason', { reason: ' ' }, '/reason', ''],
  ])('%s names the field', async (_what, change, pointer, words) => {
    const answer = await lend(MANAGER, change);
    expect([answer.status, fields(answer)]).toEqual([422, [pointer]]);
    expect(answer.body.errors?.[0]?.detail).toContain(words);
    expect(await rig.count('delegation')).toBe(0);
  });

  it('to somebody who has left is refused', async () => {
    await rig.sql`update principal set active = 'no' where id = ${OTHER_MANAGER}`;
    const answer = await lend(MANAGER);
    await rig.sql`update principal set active = 'yes' where id = ${OTHER_MANAGER}`;
    expect([answer.status, fields(answer)]).toEqual([422, ['/delegateId']]);
  });

  it('twice for the same time is refused, after it is not', async () => {
    const first = await lend(MANAGER);
    const again = await lend(MANAGER, week(DAY, 2 * DAY));
    expect([again.status, again.body.type]).toEqual([409, '/problems/lent-already']);
    expect(again.body.detail).toContain(first.body.id);
    expect((await lend(MANAGER, { from: first.body.until, until: inMs(9 * DAY) })).status).toBe(201);
  });

  it('round in a circle is refused and the circle is named', async () => {
    await lend(OTHER_MANAGER, { delegateId: MANAGER });
    const answer = await lend(MANAGER);
    expect([answer.status, fields(answer)]).toEqual([422, ['/delegateId']]);
    expect(answer.body.errors?.[0]?.detail).toContain('Robert Kim → Angela Moretti → Robert Kim');
    expect((await lend(MANAGER, week(8 * DAY, 9 * DAY))).status).toBe(201);
  });

  it('two halves of a circle at once: one of them stands', async () => {
    for (let round = 0; round < 5; round += 1) {
      await rig.sql`delete from delegation`;
      const answers = await Promise.all([lend(MANAGER), lend(OTHER_MANAGER, { delegateId: MANAGER })]);
      expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['201', '422']);
    }
  });
});

describe('taking authority back', () => {
  it('takes effect at once, is audited, and is told to the delegate; a second time is too late', async () => {
    const { body } = await lend(MANAGER);
    const taken = await revoke(MANAGER, body.id);
    expect([taken.status, taken.body.state, taken.body.mayRevoke]).toEqual([200, 'revoked', false]);
    const [row] = await rig.sql`select revoked_by, revoked_at <= now() as at_once from delegation`;
    expect(row).toMatchObject({ revoked_by: MANAGER, at_once: true });
    expect((await newest('authority-taken-back'))[0]?.detail).toMatchObject({ delegationId: body.id });
    expect((await notices(OTHER_MANAGER)).map(({ title }) => title)).toContain(
      'Robert Kim has taken lent authority back',
    );
    const again = await revoke(MANAGER, body.id);
    expect([again.status, again.body.type]).toEqual([409, '/problems/over-already']);
    expect(await notices(OTHER_MANAGER)).toHaveLength(2);
  });

  it('before it begins', async () => {
    const { body } = await lend(MANAGER, week(DAY, 2 * DAY));
    expect(body.state).toBe('coming');
    expect((await revoke(MANAGER, body.id)).body.state).toBe('revoked');
  });

  it('of what has ended is too late', async () => {
    const { body } = await lend(MANAGER);
    await rig.sql`update delegation set valid_until = now() - interval '1 minute', valid_from = now() - interval '1 day'`;
    expect((await revoke(MANAGER, body.id)).body.type).toBe('/problems/over-already');
    expect((await read(MANAGER)).given).toMatchObject([{ state: 'over', mayRevoke: false }]);
  });

  it('is the delegator’s alone: the delegate is refused, anybody else finds nothing; both are audited', async () => {
    const { body } = await lend(MANAGER);
    expect((await revoke(OTHER_MANAGER, body.id)).status).toBe(403);
    expect((await revoke(CONTROLLER, body.id)).status).toBe(404);
    const tried = (await newest('access-refused')).filter(({ detail }) => detail['subject'] === body.id);
    expect(tried.map(({ actor, entity }) => [actor, entity])).toEqual(
      expect.arrayContaining([
        [OTHER_MANAGER, 'US10'],
        [CONTROLLER, 'US10'],
      ]),
    );
    expect((await revoke(MANAGER, 'DLG-none')).status).toBe(404);
    expect((await read(MANAGER)).given[0]?.state).toBe('now');
  });
});

describe('an absence', () => {
  it('is recorded by the person, shown to them and to their manager, and audited', async () => {
    const { status, body } = await beAway(BILLING_ANALYST, { note: 'Holiday' });
    expect(status).toBe(201);
    expect(absenceView.parse(body)).toMatchObject({ state: 'now', mayCancel: true, note: 'Holiday' });
    expect((await read(BILLING_LEAD)).absences).toMatchObject([
      { id: body.id, person: { id: BILLING_ANALYST, name: 'Maria Alvarez' }, mayCancel: true },
    ]);
    expect((await read(MANAGER)).absences).toEqual([]);
    const [event] = await newest('absence-recorded');
    expect(event).toMatchObject({
      entity: 'US10',
      actor: BILLING_ANALYST,
      detail: { personId: BILLING_ANALYST },
    });
    expect(JSON.stringify(event)).not.toContain('Holiday');
    expect(await notices(BILLING_ANALYST)).toEqual([]);
  });

  it('may overlap another', async () => {
    await beAway(BILLING_ANALYST);
    expect((await beAway(BILLING_ANALYST, week(DAY, 2 * DAY))).status).toBe(201);
  });

  it('is recorded by the manager for who answers to them, and they are told', async () => {
    const { status, body } = await beAway(BILLING_LEAD, { personId: BILLING_ANALYST });
    expect([status, body.person.id]).toEqual([201, BILLING_ANALYST]);
    expect(await notices(BILLING_ANALYST)).toMatchObject([
      { kind: 'delegation', title: 'Priya Raman has recorded an absence of yours' },
    ]);
    expect((await cancel(BILLING_ANALYST, body.id)).status).toBe(200);
  });

  it.each([
    ['for a colleague', BILLING_ANALYST, 'person:devon.clarke'],
    ['for the manager', BILLING_ANALYST, BILLING_LEAD],
    ['for nobody we know', BILLING_ANALYST, 'person:nobody'],
    ['for somebody further down', MANAGER, BILLING_ANALYST],
  ])('%s is refused and audited', async (_what, who, personId) => {
    expect((await beAway(who, { personId })).status).toBe(403);
    expect((await newest('access-refused'))[0]).toMatchObject({
      entity: 'US10',
      actor: who,
      detail: { operation: 'createAbsence', subject: personId },
    });
    expect(await rig.count('absence')).toBe(0);
  });

  it.each([
    ['of no time', week(DAY, DAY)],
    ['that is over', week(-3 * DAY, -DAY)],
    ['of more than a year', week(0, 367 * DAY)],
  ])('%s names the field', async (_what, period) => {
    const answer = await beAway(BILLING_ANALYST, period);
    expect([answer.status, fields(answer)]).toEqual([422, ['/until']]);
  });

  it('that is running ends when it is cancelled; a second time is too late', async () => {
    const { body } = await beAway(BILLING_ANALYST);
    expect((await cancel(BILLING_LEAD, body.id)).body.state).toBe('cancelled');
    const again = await cancel(BILLING_ANALYST, body.id);
    expect([again.status, again.body.type]).toEqual([409, '/problems/over-already']);
    expect(again.body.detail).toContain('already');
    expect((await newest('absence-cancelled'))[0]).toMatchObject({ actor: BILLING_LEAD });
  });

  it('cancelled twice at once is cancelled once', async () => {
    const { body } = await beAway(BILLING_ANALYST);
    const answers = await Promise.all(Array.from({ length: 4 }, () => cancel(BILLING_ANALYST, body.id)));
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(['200', '409', '409', '409']);
  });

  it('of another is as if it did not exist, and the attempt is audited', async () => {
    const { body } = await beAway(BILLING_ANALYST);
    expect((await cancel(MANAGER, body.id)).status).toBe(404);
    expect((await newest('access-refused'))[0]).toMatchObject({
      actor: MANAGER,
      detail: { subject: body.id },
    });
    expect((await cancel(BILLING_ANALYST, 'ABS-none')).status).toBe(404);
  });
});

describe('what stands in', () => {
  it('lists what the reader can lend, to whom, and whose absence they record', async () => {
    const { options } = await read(BILLING_LEAD);
    expect(options.roles).toEqual([{ role: 'team-lead', entity: 'US10', team: 'billing' }]);
    const people = options.people.map(({ id }) => id);
    expect(people).toContain(BILLING_ANALYST);
    for (const id of [BILLING_LEAD, AUDITOR, GERMAN_LEAD, PORTAL, 'person:alex.romero'])
      expect(people).not.toContain(id);
    expect(options.people[0]?.post).toContain('billing');
    expect(options.people.find(({ id }) => id === BILLING_ANALYST)?.post).toBe('billing analyst');
    expect(options.reports.map(({ id }) => id).toSorted()).toEqual(['person:devon.clarke', BILLING_ANALYST]);
    const auditor = (await read(AUDITOR)).options;
    expect([auditor.roles, auditor.people]).toEqual([[], []]);
  });

  it('leaves out what ended more than 90 days ago', async () => {
    const kept = (await beAway(BILLING_ANALYST)).body;
    const gone = (await beAway(BILLING_ANALYST)).body;
    const long = (await lend(MANAGER)).body;
    await rig.sql`update absence set absent_from = now() - interval '100 days', absent_until = now() - interval '91 days' where id = ${gone.id}`;
    await rig.sql`update delegation set valid_from = now() - interval '100 days', revoked_at = now() - interval '91 days', revoked_by = ${MANAGER}`;
    expect((await read(BILLING_ANALYST)).absences.map(({ id }) => id)).toEqual([kept.id]);
    expect((await read(MANAGER)).given.map(({ id }) => id)).not.toContain(long.id);
  });

  it('is for people: a service is refused at every door, and audited', async () => {
    const answers = [
      await rig.call(PORTAL, '/v1/standing-in'),
      await lend(PORTAL),
      await beAway(PORTAL),
      await cancel(PORTAL, 'ABS-x'),
      await revoke(PORTAL, 'DLG-x'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect((await newest('access-refused')).filter(({ actor }) => actor === PORTAL)).toHaveLength(5);
  });
});
