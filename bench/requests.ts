import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { seedClarifications } from '../db/seed/clarifications.ts';
import { refreshStatistics } from '../db/seed/statistics.ts';
import type { Progress } from '../scripts/stack/progress.ts';
import { startStack, type RunningStack } from '../scripts/stack/start.ts';
import { aborted } from '../scripts/stack/stop-requests.ts';
import { startBare, type BareProcess } from './bare/process.ts';
import { cpuSeconds, differenceOf } from './cpu.ts';
import { docketLoad, type DocketLoad } from './docket-load.ts';
import type { LoadTimes } from './load.ts';

export interface BenchOptions {
  readonly count: number;
  readonly concurrency: number;
  readonly warmUp: number;
}

const DOCKET_PARTS = ['temporal', 'postgres', 'worker', 'api', 'mail'] as const;
type DocketPart = (typeof DOCKET_PARTS)[number];

export interface Measured<P extends string> {
  readonly times: LoadTimes;
  /** CPU-seconds for a hundred requests or workflows. */
  readonly cpuPer100: Readonly<Record<P, number>>;
}

export interface BenchResult {
  readonly options: BenchOptions;
  readonly docket: Measured<DocketPart>;
  readonly bare: Measured<'temporal' | 'bare'>;
  /** Temporal server, database, worker and API. */
  readonly docketTotal: number;
  /** Temporal server, and the process that is worker and client. */
  readonly bareTotal: number;
  readonly ratio: number;
}

/** What goes on after the last request is closed (completing workflows, visibility, write-ahead log) belongs to the load. */
const SETTLE_MS = 1_500;

/**
 * Measures a stack of its own, then the yardstick on that stack's Temporal server, one after the other.
 * @throws when a request is not resolved automatically
 */
export async function benchRequests(
  options: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
  killSignal: AbortSignal,
): Promise<BenchResult> {
  const stateDir = resolve(process.env['DOCKET_STATE_DIR'] ?? '.docket', `bench-${process.pid}`);
  try {
    const stack = await startStack({
      stateDir,
      ports: 'free',
      examples: false,
      progress,
      signal,
      killSignal,
    });
    try {
      return await Promise.race([measure(stack, options, progress), interrupted(signal)]);
    } finally {
      await progress.step('Stopped', () => stack.stop());
    }
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

async function interrupted(signal: AbortSignal): Promise<never> {
  await aborted(signal);
  throw new Error('The measurement was interrupted.');
}

async function measure(stack: RunningStack, options: BenchOptions, progress: Progress): Promise<BenchResult> {
  const load = await docketLoad(stack);
  const docket = await stopping(load, () => measureDocket(stack, load, options, progress));
  const bareProcess = await progress.step('Bare worker', () =>
    startBare(stack.temporalAddress, stack.namespace),
  );
  const bare = await stopping(bareProcess, () => measureBare(stack, bareProcess, options, progress));
  const { temporal, postgres, worker, api } = docket.cpuPer100;
  const docketTotal = temporal + postgres + worker + api;
  const bareTotal = bare.cpuPer100.temporal + bare.cpuPer100.bare;
  return { options, docket, bare, docketTotal, bareTotal, ratio: docketTotal / bareTotal };
}

async function measureDocket(
  stack: RunningStack,
  load: DocketLoad,
  { count, concurrency, warmUp }: BenchOptions,
  progress: Progress,
): Promise<Measured<DocketPart>> {
  const cases = await progress.step(`Seeding ${count + warmUp} payments`, () =>
    seedClarifications(stack.databaseUrls.owner, `L${Date.now().toString(36)}`, count + warmUp),
  );
  await progress.step(`Warm-up, ${warmUp} requests`, () => load.run(cases.slice(0, warmUp), concurrency));
  await progress.step('Planner statistics', () => refreshStatistics(stack.databaseUrls.owner));
  const { times, cpuPer100 } = await progress.step(`${count} requests`, () =>
    withCpu({ ...pidsOf(stack), watch: load.watchPid }, () => load.run(cases.slice(warmUp), concurrency)),
  );
  const { watch, postgres, ...others } = cpuPer100;
  return { times, cpuPer100: { ...others, postgres: postgres - watch } };
}

async function measureBare(
  stack: RunningStack,
  bare: BareProcess,
  { count, concurrency, warmUp }: BenchOptions,
  progress: Progress,
): Promise<Measured<'temporal' | 'bare'>> {
  await progress.step(`Warm-up, ${warmUp} bare workflows`, () => bare.run({ count: warmUp, concurrency }));
  return progress.step(`${count} bare workflows`, () =>
    withCpu({ temporal: pidsOf(stack).temporal, bare: bare.pid }, () => bare.run({ count, concurrency })),
  );
}

async function withCpu<P extends string>(
  pids: Readonly<Record<P, number>>,
  work: () => Promise<LoadTimes>,
): Promise<Measured<P>> {
  await sleep(SETTLE_MS);
  const before = cpuSeconds(pids);
  const times = await work();
  await sleep(SETTLE_MS);
  const used = differenceOf(cpuSeconds(pids), before);
  const per100 = Object.entries<number>(used).map(([name, seconds]) => [name, (seconds / times.count) * 100]);
  return { times, cpuPer100: Object.fromEntries(per100) as Record<P, number> };
}

function pidsOf(stack: RunningStack): Record<DocketPart, number> {
  const children = stack.children();
  const entries = DOCKET_PARTS.map((name) => {
    const child = children.find((one) => one.name === name);
    if (!child) throw new Error(`the stack has no process "${name}" to measure`);
    return [name, child.pid] as const;
  });
  return Object.fromEntries(entries) as Record<DocketPart, number>;
}

/** Stops what a measurement needed, whether it came to its end or not. */
async function stopping<T>(needed: { stop(): Promise<unknown> }, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await needed.stop();
  }
}
