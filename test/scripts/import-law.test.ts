import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve('.');
/** A tree of its own, so that the broken law is never in ours. */
let tree: string;

beforeAll(() => {
  tree = mkdtempSync(path.join(tmpdir(), 'docket-import-law-'));
  for (const config of ['.dependency-cruiser.mjs', '.oxlintrc.json', 'tsconfig.json', 'package.json'])
    cpSync(config, path.join(tree, config));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(tree, 'node_modules'));
  write('db/store.ts', 'export const store = 1;\n');
  write('activities/effect.ts', 'export const effect = 1;\n');
  write('workflows/messages.ts', 'export const message = 1;\n');
  write('workflows/stage.ts', 'export const stage = 1;\n');
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

const cruise = async (file: string) => {
  const bin = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return execa(process.execPath, [bin, '--config', '.dependency-cruiser.mjs', file], {
    cwd: tree,
    all: true,
    reject: false,
  });
};
const lint = async (file: string) =>
  execa(process.execPath, [path.join(ROOT, 'node_modules/oxlint/bin/oxlint'), file], {
    cwd: tree,
    all: true,
    reject: false,
  });

describe('the import law', () => {
  it.each([
    [
      'domain/rule.ts',
      "import { store } from '../db/store.ts';\nexport const rule = store;\n",
      'domain-imports-nothing',
    ],
    [
      'domain/reads-disk.ts',
      "import { readFileSync } from 'node:fs';\nexport const rule = readFileSync;\n",
      'domain-no-node',
    ],
    [
      'domain/queries.ts',
      "import { sql } from 'drizzle-orm';\nexport const rule = sql;\n",
      'domain-packages',
    ],
    [
      'workflows/story.ts',
      "import { store } from '../db/store.ts';\nexport const story = store;\n",
      'workflows-import-domain',
    ],
    [
      'activities/step.ts',
      "import { message } from '../workflows/messages.ts';\nexport const step = message;\n",
      'activities-import-domain-and-db',
    ],
    [
      'activities/queries.ts',
      "import { sql } from 'drizzle-orm';\nexport const step = sql;\n",
      'only-db-touches-sql',
    ],
    [
      'db/acts.ts',
      "import { effect } from '../activities/effect.ts';\nexport const acts = effect;\n",
      'db-imports-domain',
    ],
    [
      'api/route.ts',
      "import { effect } from '../activities/effect.ts';\nexport const route = effect;\n",
      'api-imports',
    ],
    [
      'api/stage.ts',
      "import { stage } from '../workflows/stage.ts';\nexport const route = stage;\n",
      'api-workflow-messages-only',
    ],
  ])('refuses %s', async (file, text, rule) => {
    write(file, text);
    const result = await cruise(file);
    expect(result.exitCode).not.toBe(0);
    expect(result.all).toContain(rule);
  });

  it('lets a workflow import types of activities, and nothing else of them', async () => {
    write(
      'workflows/typed.ts',
      "import type { effect } from '../activities/effect.ts';\nexport type Effect = typeof effect;\n",
    );
    write(
      'workflows/valued.ts',
      "import { effect } from '../activities/effect.ts';\nexport const value = effect;\n",
    );
    expect((await lint('workflows/typed.ts')).exitCode).toBe(0);
    const refused = await lint('workflows/valued.ts');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.all).toContain('workflows import types of activities only');
  });

  it('lets the inbox import nothing of ours but the generated types', async () => {
    write(
      'web/src/screen.tsx',
      "import { store } from '../../db/store.ts';\nexport const Screen = () => <p>{store}</p>;\n",
    );
    const refused = await lint('web/src/screen.tsx');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.all).toContain("web imports the API's generated types only");
  });

  it('passes a tree that keeps it', async () => {
    write('db/kept.ts', "import { rule } from '../domain/kept.ts';\nexport const kept = rule;\n");
    write('domain/kept.ts', 'export const rule = 1;\n');
    expect((await cruise('db/kept.ts')).exitCode).toBe(0);
  });
});
