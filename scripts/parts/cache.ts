import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { messageOf, type Report } from './report.ts';

/** Where downloaded parts are kept: safe to delete, shared by every stack of this checkout, never removed by `--reset`. */
export function cacheDir(): string {
  return resolve(process.env['DOCKET_CACHE_DIR'] ?? join('.docket', 'cache'));
}

/** One way of getting a part. `undefined`: not this way, nothing went wrong. A throw: tried, and failed for this reason. */
export interface Source {
  name: string;
  obtain: (report: Report) => Promise<string | undefined>;
}

/**
 * The path from the first source that has the part.
 * @throws Error listing what was tried and why each failed, ending with `remedy`: what a person can install
 */
export async function firstOf(
  part: string,
  sources: Source[],
  remedy: string,
  report: Report,
): Promise<string> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const path = await source.obtain(report);
      if (path !== undefined) return path;
    } catch (error) {
      failures.push(`  ${source.name}: ${firstLines(messageOf(error))}`);
      report(`${source.name} did not work, trying the next way`);
    }
  }
  throw new Error([`${part} could not be found or fetched.`, ...failures, remedy].join('\n'));
}

/**
 * Builds a folder of the cache as a whole or not at all: `fill` works in a fresh folder, which then takes its place in
 * one rename, so an interrupted download is never mistaken for a part. Safe when two commands do it at once.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = join(cacheDir(), name);
  if (existsSync(target)) return target;
  await mkdir(cacheDir(), { recursive: true });
  const draft = await mkdtemp(join(cacheDir(), `${name}-`));
  try {
    await fill(draft);
    await rename(draft, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
    return target;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** The first of these programs on the PATH. */
export function onPath(...names: string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((candidate) => existsSync(candidate));
}

/**
 * A path given by the person in an environment variable.
 * @throws Error when it is set and nothing is there: falling back would hide a typing mistake
 */
export function fromEnvironment(...variables: string[]): string | undefined {
  for (const variable of variables) {
    const path = process.env[variable];
    if (path === undefined || path === '') continue;
    if (!existsSync(path)) throw new Error(`${variable} says ${path}, but nothing is there.`);
    return resolve(path);
  }
  return undefined;
}

function firstLines(text: string): string {
  return text.split('\n').slice(0, 3).join(' ').slice(0, 300);
}
