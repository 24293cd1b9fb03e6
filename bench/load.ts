/** How one measured load went. */
export interface LoadTimes {
  readonly count: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Runs every job with at most `concurrency` at once, each begun as soon as another ends.
 * @param job resolves with its own duration in milliseconds
 */
export async function closedLoop<T>(
  jobs: readonly T[],
  concurrency: number,
  job: (one: T) => Promise<number>,
): Promise<LoadTimes> {
  const durations: number[] = [];
  let next = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (let index = next++; index < jobs.length; index = next++) durations.push(await job(jobs[index] as T));
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, lane));
  const seconds = (performance.now() - began) / 1000;
  return {
    ...{ count: jobs.length, seconds, perSecond: jobs.length / seconds },
    p50Ms: percentile(durations, 50),
    p99Ms: percentile(durations, 99),
  };
}

/** Nearest rank: the smallest value that at least `percent` of all do not exceed. NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const ascending = values.toSorted((a, b) => a - b);
  return ascending[Math.max(0, Math.ceil((percent / 100) * ascending.length) - 1)] ?? Number.NaN;
}
