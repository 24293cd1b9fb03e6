import { createTransport } from 'nodemailer';
import type { Mail } from './deps.ts';

/** The mail server at an SMTP URL. Times out within 20 s; the caller retries, and the Message-ID makes a repeat the same letter. */
export function smtpMail(smtpUrl: string, from: string): Mail & { close(): void } {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 20_000,
  });
  return {
    async send({ messageId, to, subject, text, html, requestId }) {
      await transport.sendMail({
        messageId,
        from,
        to,
        subject,
        text,
        html,
        headers: {
          ...(requestId !== null && { 'X-Docket-Request': requestId }),
          'Auto-Submitted': 'auto-generated',
        },
      });
    },
    close: () => transport.close(),
  };
}

/** The reply code with which a mail server says that it will never take this letter (SMTP 5xx); undefined: it may be tried again. */
export function refusedForGood(error: unknown): number | undefined {
  const code = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' && code >= 500 ? code : undefined;
}
