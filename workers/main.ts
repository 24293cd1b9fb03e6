import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { smtpMail } from '../activities/mail.ts';
import { connect } from '../db/connection.ts';
import { readConfig, type WorkerConfig } from './config.ts';
import { deliverTo } from './deliver.ts';
import { startDispatcher } from './dispatcher.ts';
import { serveHealth } from './health.ts';
import { startNoticeMailer } from './notice-mail.ts';
import { workerOptions } from './options.ts';
import { installRuntime } from './telemetry.ts';

/** After a long outage gRPC would otherwise wait up to two minutes before it looks whether Temporal is back. */
const RECONNECT_SOON = { 'grpc.max_reconnect_backoff_ms': 2_000 };

/** One worker process: workflows, activities, the outbox dispatcher and the mailer of notices. Ends on SIGINT or SIGTERM after what is under way. */
async function main(config: WorkerConfig): Promise<void> {
  const log = pino({ level: config.LOG_LEVEL, base: { process: 'worker' } });
  installRuntime(log, config.DOCKET_METRICS_ADDRESS);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const [native, remote] = await Promise.all([
    NativeConnection.connect(connectionOptions),
    Connection.connect({ ...connectionOptions, channelArgs: RECONNECT_SOON }),
  ]);
  const database = connect(config.DATABASE_URL_WORKER, { max: 20, applicationName: 'docket-worker' });
  const mail = smtpMail(config.SMTP_URL, config.DOCKET_MAIL_FROM);
  const worker = await Worker.create(
    workerOptions(
      { db: database.db, mail },
      { connection: native, namespace, bundlePath: config.DOCKET_WORKFLOW_BUNDLE },
    ),
  );
  const client = new Client({ connection: remote, namespace });
  const dispatcher = await startDispatcher(database, deliverTo(client, config.DOCKET_WEB_URL), log);
  const noticeMailer = await startNoticeMailer({
    ...{ connection: database, mail, log },
    webUrl: config.DOCKET_WEB_URL,
  });
  const health = await serveHealth(config.DOCKET_WORKER_HEALTH_PORT, () => worker.getState() === 'RUNNING');
  log.info({ namespace }, 'worker is running');
  try {
    await worker.run();
  } finally {
    health.close();
    await Promise.all([dispatcher.stop(), noticeMailer.stop()]);
    mail.close();
    await Promise.allSettled([database.close(), remote.close(), native.close()]);
  }
}

main(readConfig(process.env)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
