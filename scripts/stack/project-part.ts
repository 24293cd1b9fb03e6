import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Whether a file of the project, as a path from its root, is there. */
export function hasPart(file: string): boolean {
  return existsSync(resolve(file));
}

export async function importPart<T>(file: string): Promise<T> {
  return (await import(pathToFileURL(resolve(file)).href)) as T;
}
