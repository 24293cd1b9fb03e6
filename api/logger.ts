import { pino, type Logger } from 'pino';

/** The process's own log: JSON lines on standard output. */
export const createLogger = (level: string): Logger =>
  pino({ name: 'api', level, serializers: { err: errorFacts } });

/**
 * What a log may say of an error. The database's messages repeat the values of a failed statement, which can be names or texts of
 * customers, so of those only the codes are kept.
 */
export function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const database = databaseErrorIn(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(database
      ? {
          code: database.code,
          constraint: database.constraint_name,
          table: database.table_name,
          routine: database.routine,
        }
      : { code: (error as { code?: unknown }).code, message: error.message }),
    stack: frames.slice(0, 12).join('\n'),
  };
}

interface DatabaseError {
  readonly code?: string;
  readonly constraint_name?: string;
  readonly table_name?: string;
  readonly routine?: string;
}

/** The driver's error, or the one inside Drizzle's, whose own message holds statement and values. */
function databaseErrorIn(error: Error): DatabaseError | undefined {
  if (error.name === 'PostgresError') return error as DatabaseError;
  if ('query' in error && 'params' in error) return error.cause ?? {};
  return undefined;
}
