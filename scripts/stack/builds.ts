import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheDir } from '../parts/cache.ts';
import { readJson, writeJson } from '../parts/json-file.ts';
import type { Report } from '../parts/report.ts';
import { hashSources } from './sources.ts';

/** Builds the inbox unless web/dist comes from exactly these sources. */
export async function ensureWebBuild(report: Report): Promise<void> {
  const stamp = join('web', 'dist', '.built-from.json');
  const sources = await hashSources(['web', 'package-lock.json', 'api/openapi.json']);
  if (readJson<{ sources: string }>(stamp)?.sources === sources) return;
  report('vite build');
  await run(['node_modules/vite/bin/vite.js', 'build', 'web', '--logLevel', 'warn']);
  writeJson(stamp, { sources });
}

/** The path of the workflow bundle; made anew only when its sources changed, because that takes seconds. */
export async function ensureBundle(report: Report): Promise<string> {
  const stamp = join(cacheDir(), 'workflow-bundle.json');
  const sources = await hashSources(['workflows', 'domain', 'activities', 'workers', 'package-lock.json']);
  const known = readJson<{ sources: string; path: string }>(stamp);
  if (known?.sources === sources && existsSync(known.path)) return known.path;
  report('bundling the workflows');
  const folder = join(cacheDir(), 'workflow-bundle');
  await mkdir(folder, { recursive: true });
  const path = await run(['--import', 'tsx', 'scripts/stack/bundle.ts', folder]);
  writeJson(stamp, { sources, path });
  return path;
}

/** In a process of its own: both builders keep the processor busy, and the stack has to answer signals meanwhile. */
async function run(args: string[]): Promise<string> {
  const result = await execa(process.execPath, args, { all: true, reject: false, env: { NO_COLOR: '1' } });
  if (result.failed) {
    // Builders say what is wrong first and then where in themselves they noticed it.
    const start = result.all.trim().split('\n').slice(0, 25).join('\n');
    throw new Error(`\`node ${args.join(' ')}\` failed:\n${start}`);
  }
  return result.stdout.trim().split('\n').at(-1) ?? '';
}
