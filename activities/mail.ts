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
        headers: { 'X-Docket-Request': requestId, 'Auto-Submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
