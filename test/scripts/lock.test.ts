import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identify } from '../../scripts/parts/identity.ts';
import { acquireLock, LockHeldError, lockHolder } from '../../scripts/stack/lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a held lock is refused with its holder, and free again after its release', () => {
  const release = acquireLock(file);
  expect(() => acquireLock(file)).toThrow(LockHeldError);
  expect(lockHolder(file)?.pid).toBe(process.pid);
  release();
  expect(lockHolder(file)).toBeUndefined();
  acquireLock(file)();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2_147_483_000, startedAt: 'then' })],
  [
    'another process with the same number',
    JSON.stringify({ pid: process.pid, startedAt: 'before the restart' }),
  ],
  ['a write that was cut off', '{"pid":'],
])('the lock of %s is taken over', (_whose, content) => {
  writeFileSync(file, content);
  const release = acquireLock(file);
  expect(lockHolder(file)).toEqual(identify(process.pid));
  release();
});
