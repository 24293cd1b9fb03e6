import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailSink, type MailSink } from '../../scripts/mail/server.ts';

let folder: string;
let sink: MailSink;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-mail-'));
  sink = await createMailSink({ httpPort: 0, smtpPort: 0, folder });
});
afterEach(async () => {
  await sink.close();
  await rm(folder, { recursive: true });
});

async function send(messageId: string, about: string): Promise<void> {
  await nodemailer.createTransport(`smtp://127.0.0.1:${sink.smtpPort}`).sendMail({
    from: 'docket@example.com',
    to: 'kim@example.com',
    subject: `<Decided> ${about}`,
    text: `Your request ${about} was decided.`,
    html: '<p>Decided<script>alert(1)</script></p>',
    messageId,
  });
}

const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${sink.httpPort}${path}`);

async function listed(query = ''): Promise<{ id: string; messageId: string }[]> {
  const body = (await (await get(`/api/letters?q=${query}`)).json()) as {
    letters: { id: string; messageId: string }[];
  };
  return body.letters;
}

test('a letter that is sent again is kept once, and survives a restart', async () => {
  await send('<one@docket>', 'CR-1');
  await send('<one@docket>', 'CR-1');
  await send('<two@docket>', 'CR-2');
  const before = await listed();
  expect(before.map((letter) => letter.messageId)).toEqual(['<two@docket>', '<one@docket>']);
  await sink.close();
  sink = await createMailSink({ httpPort: 0, smtpPort: 0, folder });
  expect(await listed()).toEqual(before);
});

test('letters are found by request id', async () => {
  await send('<one@docket>', 'CR-1');
  await send('<two@docket>', 'CR-2');
  expect((await listed('cr-2')).map((letter) => letter.messageId)).toEqual(['<two@docket>']);
});

test("a letter's markup is escaped in the pages and sandboxed by itself", async () => {
  await send('<one@docket>', 'CR-1');
  const [letter] = await listed();
  expect(await (await get(`/letters/${letter?.id}`)).text()).toContain('&lt;Decided&gt; CR-1');
  const html = await get(`/letters/${letter?.id}/html`);
  expect(html.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
});
