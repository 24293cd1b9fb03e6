import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { connect, type Database } from '../connection.ts';
import { requests } from '../schema/request.ts';
import { inEntity } from '../transaction.ts';

export interface Closure {
  readonly requestId: string;
  readonly outcome: string | null;
  /** Date.now() when the last change before the closing was seen was announced. */
  readonly noticedAt: number;
}

export interface ClosureWatch {
  /** The database process that answers its look-ups, so that a measurement can leave its cost out. */
  readonly backendPid: number;
  stop(): Promise<void>;
}

/** Changes that arrive within this time are looked up with one query. */
const GATHER_MS = 25;

/**
 * Tells of every request of one legal entity that is closed from now on, from the database's own change notices: cheaper than asking
 * the API again and again, so a measurement disturbs what it measures less.
 */
export async function watchClosures(
  adminUrl: string,
  entity: string,
  onClosed: (closure: Closure) => void,
): Promise<ClosureWatch> {
  const connection = connect(adminUrl, { max: 1, applicationName: 'docket-closure-watch' });
  await connection.sql`set role docket_owner`;
  const [backend] = await connection.sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const changed = new Map<string, number>();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    while (changed.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const seen = new Map(changed);
      changed.clear();
      for (const { id, outcome } of await closedOf(connection.db, entity, [...seen.keys()])) {
        onClosed({ requestId: id, outcome, noticedAt: seen.get(id) ?? Date.now() });
      }
    }
  };
  await connection.sql.listen('docket_changes', (payload) => {
    const { e, r } = JSON.parse(payload) as { e: string; r: string };
    if (e !== entity) return;
    changed.set(r, Date.now());
    looking ??= look().finally(() => (looking = undefined));
  });
  return {
    backendPid: backend?.pid ?? 0,
    stop: async () => {
      await looking;
      await connection.close();
    },
  };
}

const closedOf = (db: Database, entity: string, ids: readonly string[]) =>
  inEntity(db, entity, (tx) =>
    tx
      .select({ id: requests.id, outcome: requests.outcome })
      .from(requests)
      .where(
        and(eq(requests.legalEntity, entity), inArray(requests.id, [...ids]), isNotNull(requests.closedAt)),
      ),
  );
