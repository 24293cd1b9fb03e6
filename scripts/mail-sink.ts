// The development mail server: takes every letter on loopback, keeps it as a file, and shows it. Nothing leaves the machine.
import { createMailSink } from './mail/server.ts';
import { stopRequests, aborted } from './stack/stop-requests.ts';

const sink = await createMailSink({
  httpPort: Number(process.env['DOCKET_MAIL_PORT'] ?? 8083),
  smtpPort: Number(process.env['DOCKET_SMTP_PORT'] ?? 8025),
  folder: process.env['DOCKET_MAIL_DIR'] ?? '.docket/mail',
});
console.log(`mail sink: smtp on ${sink.smtpPort}, letters at http://127.0.0.1:${sink.httpPort}`);
await aborted(stopRequests().stop);
await sink.close();
