import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Mail, OutgoingLetter } from '../activities/deps.ts';
import { refusedForGood } from '../activities/mail.ts';
import type { Connection } from '../db/connection.ts';
import { mailBatch, type NoticeToMail } from '../db/notice-mail.ts';
import { escapeHtml } from '../domain/letters.ts';
import { startPolling, type Poller } from './poller.ts';

const BATCH = 25;
/** How long the mailer trusts NOTIFY before it looks by itself. */
const IDLE_MS = 5_000;
/** Well below the minute for which a notice that was taken is left to its taker. */
const DEADLINE_MS = 10_000;

export interface NoticeMailerParts {
  readonly connection: Connection;
  readonly mail: Mail;
  /** Where people reach the inbox, without a slash at the end. */
  readonly webUrl: string;
  readonly log: Logger;
}

/** Mails people what they were told, one letter a notice, woken by NOTIFY. Any number may run; rows are taken with SKIP LOCKED. */
export const startNoticeMailer = (parts: NoticeMailerParts): Promise<Poller> =>
  startPolling({
    ...{ connection: parts.connection, channel: 'docket_notices', idleMs: IDLE_MS, what: 'the notices' },
    log: parts.log,
    take: () => mailNotices(parts),
  });

/** One batch. A letter that the mail server refuses for good is not tried again; every other failure is. @returns how many were taken */
export const mailNotices = ({ connection, mail, webUrl, log }: NoticeMailerParts): Promise<number> =>
  mailBatch(connection.db, BATCH, async (notice) => {
    const { id: noticeId, attempts } = notice;
    try {
      await within(DEADLINE_MS, mail.send(letterOf(notice, webUrl)));
    } catch (error) {
      const code = refusedForGood(error);
      // Its text may name the recipient's address, so the error itself is not logged.
      log.warn({ noticeId, attempts, code }, code === undefined ? 'not mailed yet' : 'refused for good');
      if (code === undefined) throw error;
    }
  });

/** The Message-ID is the notice's, so a repeat is the same letter. */
export function letterOf({ id, to, title, text, requestId }: NoticeToMail, webUrl: string): OutgoingLetter {
  const link = requestId === null ? webUrl : `${webUrl}/requests/${requestId}`;
  const subject = requestId === null ? title : `${title} [${requestId}]`;
  const paragraphs = [text, requestId === null ? 'Open the inbox:' : `Open ${requestId} in the inbox:`];
  return {
    ...{ messageId: `<${id}@docket>`, to, subject, requestId: null },
    text: [title, ...paragraphs].join('\n\n') + `\n${link}\n`,
    html:
      [`<h1>${escapeHtml(title)}</h1>`, ...paragraphs.map((each) => `<p>${escapeHtml(each)}</p>`)].join(
        '\n',
      ) + `\n<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
  };
}

/** A send that takes longer counts as failed; should it arrive after all, its Message-ID makes it the same letter. */
async function within(ms: number, sending: Promise<void>): Promise<void> {
  const timer = new AbortController();
  try {
    await Promise.race([
      sending,
      pause(ms, undefined, { signal: timer.signal }).then(() => {
        throw new Error(`the mail server did not answer within ${ms} ms`);
      }),
    ]);
  } finally {
    timer.abort();
  }
}
