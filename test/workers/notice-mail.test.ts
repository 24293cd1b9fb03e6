import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingLetter } from '../../activities/deps.ts';
import { connect, type Connection } from '../../db/connection.ts';
import { insertNotices } from '../../db/notices.ts';
import { writeOrganisation } from '../../db/seed/organisation.ts';
import { inEntity } from '../../db/transaction.ts';
import { mailNotices, startNoticeMailer, type NoticeMailerParts } from '../../workers/notice-mail.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

const LEAD = 'person:priya.raman';
const ANALYST = 'person:maria.alvarez';
const WEB = 'http://docket.test';

let database: FreshDatabase;
let owner: Connection;
let worker: Connection;
let api: Connection;
let log: string[];
let parts: NoticeMailerParts & { readonly sent: OutgoingLetter[]; answer: (letter: OutgoingLetter) => void };

beforeAll(async () => {
  database = await freshDatabase();
  owner = connect(`${database.ownerUrl}?role=docket_owner`);
  [worker, api] = [connect(database.workerUrl), connect(database.apiUrl)];
  await owner.db.transaction((tx) => writeOrganisation(tx));
});
afterAll(async () => {
  await Promise.all([owner, worker, api].map((one) => one.close()));
  await database.drop();
});
beforeEach(async () => {
  await superuser((sql) => sql`delete from notice`);
  log = [];
  parts = mailer(worker);
});

async function superuser(work: (sql: Connection['sql']) => Promise<unknown>): Promise<void> {
  const connection = connect(database.ownerUrl, { max: 1 });
  await work(connection.sql);
  await connection.close();
}

function mailer(connection: Connection) {
  const sent: OutgoingLetter[] = [];
  const made = {
    ...{ connection, sent, webUrl: WEB, answer: (_letter: OutgoingLetter): void => {} },
    mail: {
      send: async (letter: OutgoingLetter) => {
        made.answer(letter);
        sent.push(letter);
      },
    },
    log: pino(
      { level: 'debug' },
      new Writable({ write: (line: Buffer, _encoding, done) => (log.push(line.toString()), done()) }),
    ),
  };
  return made;
}

let told = 0;
/** Tells a person something as the API does. @returns the notice's id */
async function tell(recipientId: string, requestId: string | null = null, entity = 'US10'): Promise<string> {
  told += 1;
  const subject = `test/${told}`;
  await inEntity(api.db, entity, (tx) =>
    insertNotices(tx, { legalEntity: entity, requestId, at: new Date() }, [
      { subject, recipientId, kind: 'delegation', title: `You were told <${told}>`, text: 'What & why.' },
    ]),
  );
  const rows = await inEntity(api.db, entity, (tx) => tx.query.notices.findMany());
  const id = rows.find(({ title }) => title === `You were told <${told}>`)?.id;
  if (id === undefined) throw new Error('the notice is not there');
  return id;
}

const seen = async (id: string) => {
  const rows = await Promise.all(
    ['US10', 'DE20'].map((entity) => inEntity(worker.db, entity, (tx) => tx.query.notices.findMany())),
  );
  const row = rows.flat().find((one) => one.id === id);
  if (!row) throw new Error(`no notice ${id}`);
  return row;
};
const dueNow = (id: string) =>
  superuser((sql) => sql`update notice set mail_not_before = now() - interval '1 second' where id = ${id}`);

describe('mail of what people were told', () => {
  it('is one letter a notice, to the person, with a link to the request, and no second one', async () => {
    const id = await tell(LEAD, 'REQ-US10-100001');
    expect(await mailNotices(parts)).toBe(1);
    expect(await mailNotices(parts)).toBe(0);
    expect(parts.sent).toHaveLength(1);
    expect(parts.sent[0]).toMatchObject({
      messageId: `<${id}@docket>`,
      to: 'priya.raman@docket.example',
      subject: `You were told <${told}> [REQ-US10-100001]`,
      requestId: null,
    });
    expect(parts.sent[0]?.text).toContain(`${WEB}/requests/REQ-US10-100001`);
    expect(parts.sent[0]?.text).toContain('What & why.');
    expect(parts.sent[0]?.html).toContain('What &amp; why.');
    expect(parts.sent[0]?.html).not.toContain(`<${told}>`);
    expect((await seen(id)).mailedAt).not.toBeNull();
  });

  it('goes out for every legal entity, and links to the inbox where there is no request', async () => {
    await tell(LEAD);
    await tell('person:katrin.hoffmann', null, 'DE20');
    expect(await mailNotices(parts)).toBe(2);
    expect(parts.sent.map(({ to }) => to).toSorted()).toEqual([
      'katrin.hoffmann@docket.example',
      'priya.raman@docket.example',
    ]);
    expect(parts.sent[0]?.text.trimEnd().endsWith(WEB)).toBe(true);
  });

  it('is skipped for whoever has no address or has left, and is not looked at again', async () => {
    await superuser((sql) => sql`update principal set email = null where id = ${ANALYST}`);
    await superuser((sql) => sql`update principal set active = 'no' where id = 'person:devon.clarke'`);
    const ids = [await tell(ANALYST), await tell('person:devon.clarke')];
    expect(await mailNotices(parts)).toBe(2);
    expect(parts.sent).toEqual([]);
    for (const id of ids) expect((await seen(id)).mailedAt).not.toBeNull();
  });

  it('is tried again after a growing pause while the mail server does not take it, and holds up no other', async () => {
    const bad = await tell(LEAD);
    parts.answer = ({ messageId }) => {
      if (messageId === `<${bad}@docket>`) throw new Error('connection refused');
    };
    const good = await tell(LEAD);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await mailNotices(parts);
      const row = await seen(bad);
      expect([row.mailedAt, row.mailAttempts]).toEqual([null, attempt]);
      pauses.push(row.mailNotBefore.getTime() - Date.now());
      expect(await mailNotices(parts)).toBe(0);
      await dueNow(bad);
    }
    expect(pauses.map((ms) => Math.round(ms / 1_000))).toEqual([2, 4, 8]);
    expect((await seen(good)).mailedAt).not.toBeNull();
    parts.answer = () => {};
    await mailNotices(parts);
    expect(parts.sent.map(({ messageId }) => messageId)).toEqual([`<${good}@docket>`, `<${bad}@docket>`]);
  });

  it('that the server refuses for good is not tried again, and the log says so without a name or an address', async () => {
    const id = await tell(LEAD);
    parts.answer = ({ to }) => {
      throw Object.assign(new Error(`550 no such user ${to}`), { responseCode: 550 });
    };
    await mailNotices(parts);
    expect((await seen(id)).mailedAt).not.toBeNull();
    expect(log.join('')).toContain(id);
    expect(log.join('')).toContain('550');
    expect(log.join('')).not.toMatch(/priya|Raman|docket\.example/i);
  });

  it('left by a mailer that died is taken by the next one, as the same letter', async () => {
    const id = await tell(LEAD);
    let release: () => void = () => {};
    const dying = mailer(worker);
    const sending = new Promise<void>((resolve) => {
      dying.mail.send = async () => {
        resolve();
        await new Promise<void>((done) => {
          release = done;
        });
      };
    });
    const batch = mailNotices(dying);
    await sending;
    expect(await mailNotices(parts)).toBe(0);
    await dueNow(id);
    expect(await mailNotices(parts)).toBe(1);
    expect(parts.sent.map(({ messageId }) => messageId)).toEqual([`<${id}@docket>`]);
    release();
    await batch;
  });

  it('of many, taken by two mailers at once, is one letter each', async () => {
    const ids = [];
    for (let i = 0; i < 30; i += 1) ids.push(await tell(LEAD));
    const other = mailer(worker);
    while ((await Promise.all([mailNotices(parts), mailNotices(other)])).some((taken) => taken > 0));
    const messages = [...parts.sent, ...other.sent].map(({ messageId }) => messageId);
    expect(messages.toSorted()).toEqual(ids.map((id) => `<${id}@docket>`).toSorted());
  });

  it('is sent as soon as the notice is there, and the mailer stops when told', async () => {
    const running = await startNoticeMailer(parts);
    try {
      const id = await tell(LEAD);
      await expect
        .poll(() => parts.sent.map(({ messageId }) => messageId), { timeout: 3_000 })
        .toEqual([`<${id}@docket>`]);
    } finally {
      await running.stop();
    }
    await tell(LEAD);
    expect(parts.sent).toHaveLength(1);
  });
});
