import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** `undefined` when the file is missing or was cut off: state that can be made anew is never a reason to fail. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Replaces the file as a whole. `mode` 0o600 for anything with a password in it. */
export function writeJson(file: string, value: unknown, mode = 0o644): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(draft, file);
}
