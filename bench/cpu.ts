import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second as /proc counts them for user space: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Own time and that of ended, collected children, in ticks. */
  readonly ticks: number;
}

/**
 * CPU-seconds, user and system, that each process has used since it began, with everything it started: descendants that run now, and
 * those that have ended and were waited for (PostgreSQL's sessions). From /proc alone, so Linux only.
 */
export function cpuSeconds<N extends string>(roots: Readonly<Record<N, number>>): Record<N, number> {
  const all = readAll();
  const entries = Object.entries<number>(roots).map(([name, pid]) => [
    name,
    treeTicks(all, pid) / TICKS_PER_SECOND,
  ]);
  return Object.fromEntries(entries) as Record<N, number>;
}

export function differenceOf<N extends string>(
  after: Readonly<Record<N, number>>,
  before: Readonly<Record<N, number>>,
): Record<N, number> {
  const names = Object.keys(after) as N[];
  return Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as Record<N, number>;
}

function treeTicks(all: readonly ProcessTimes[], root: number): number {
  const own = all.find(({ pid }) => pid === root)?.ticks ?? 0;
  return all
    .filter(({ parent }) => parent === root)
    .reduce((total, { pid }) => total + treeTicks(all, pid), own);
}

function readAll(): ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const times = readOne(Number(name));
      return times ? [times] : [];
    });
}

function readOne(pid: number): ProcessTimes | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields are counted after the program's name, which stands in brackets and may hold spaces: 1 = parent, 11 to 14 = utime, stime
    // and the same of ended children (proc(5)).
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const ticks = fields.slice(11, 15).reduce((total, one) => total + one, 0);
    return { pid, parent: fields[1] ?? 0, ticks };
  } catch {
    return undefined; // It ended between the listing and the reading; its parent has its time now.
  }
}
