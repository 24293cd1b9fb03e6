import { connect } from 'node:net';
import { migrationState } from '../../db/stores/reading-readiness.ts';
import type { ApiContext } from '../context.ts';
import { ROUTES } from '../contract/routes.ts';
import { getHealth, getOpenApi, getReadiness } from '../contract/service.ts';
import type { Binding } from '../http/bind.ts';
import { openApiDocument } from '../openapi.ts';

export function bindService(binding: Binding, context: ApiContext): void {
  const document = openApiDocument(ROUTES);
  binding.read(getHealth, () => Promise.resolve({ status: 200, body: { status: 'ok' } }));
  binding.read(getOpenApi, () => Promise.resolve({ status: 200, body: document }));
  binding.read(getReadiness, async () => {
    const [database, temporal] = await Promise.all([
      databaseState(context),
      temporalState(context.temporal.address),
    ]);
    const ready = database.database === 'ok' && database.migrations !== 'behind';
    return {
      status: ready ? 200 : 503,
      body: { status: ready ? 'ready' : 'not-ready', checks: { ...database, temporal } },
    };
  });
}

async function databaseState({ db, logger }: ApiContext) {
  try {
    return { database: 'ok', migrations: await migrationState(db) } as const;
  } catch (error) {
    logger.warn({ err: error }, 'the database does not answer');
    return { database: 'unreachable', migrations: 'unknown' } as const;
  }
}

/** Whether anything takes connections at Temporal's address; requests and decisions are taken either way. */
function temporalState(address: string | undefined): Promise<'ok' | 'unreachable' | 'not-configured'> {
  const [, host, port] = /^(.+):(\d+)$/.exec(address ?? '') ?? [];
  if (host === undefined || port === undefined) return Promise.resolve('not-configured');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), timeout: 1_000 });
    const answer = (state: 'ok' | 'unreachable') => {
      socket.destroy();
      resolve(state);
    };
    socket.once('connect', () => answer('ok'));
    socket.once('timeout', () => answer('unreachable'));
    socket.once('error', () => answer('unreachable'));
  });
}
