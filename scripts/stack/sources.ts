import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NOT_SOURCES = /(^|\/)(node_modules|dist)(\/|$)/;

/** One hash over the names and contents of these files and everything below these folders; missing ones are left out. */
export async function hashSources(paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.filter((path) => existsSync(path)).map(filesOf))).flat().toSorted();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  files.forEach((file, index) =>
    hash
      .update(file)
      .update('\0')
      .update(contents[index] ?? ''),
  );
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (statSync(path).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !NOT_SOURCES.test(file));
}
