import type { SlaClock } from './sla.ts';
import { slaPlan } from './sla.ts';
import { bindingClock } from './binding-clock.ts';
import type { RequestState, RunState } from './request.ts';
import { revisionOf, stageOf } from './request.ts';
import type { Stage } from './vocabulary.ts';

/** What is stored of a request's run: plain JSON, and enough to begin it anywhere. */
export interface RequestRecord {
  readonly v: 1;
  readonly state: RequestState;
  readonly clocks: readonly SlaClock[];
}

/** Whom the request waits for, until when, and what happens next: always all three. */
export interface Waiting {
  readonly for: string;
  readonly until: string | null;
  readonly next: string;
}

/** The clock that falls due first, and the next mark of any clock. */
export interface SlaOutlook {
  readonly due: string | null;
  readonly clock: string;
  readonly why: string;
  readonly nextMark: {
    readonly clock: SlaClock['name'];
    readonly percent: number;
    readonly at: string;
  } | null;
}

/** What every step tells the workflow: ids, codes and instants; no documents, nothing that people wrote, nobody's name. */
export interface Step {
  readonly state: RunState;
  readonly waiting: Waiting;
  /** Only from steps that move a clock. */
  readonly sla?: SlaOutlook;
  readonly labels?: { readonly type: string; readonly priority: string; readonly queue: string };
}

/** @param reached the highest revision so far: settled states speak of none */
export const stageColumns = (state: RequestState, reached: number): { stage: Stage; revision: number } => ({
  stage: stageOf(state),
  revision: Math.max(reached, revisionOf(state)),
});

/**
 * The clocks of an approval and of a consult have marks to wake for, and never bind: their expiry tells people, it breaches nothing.
 * @param percentsOf each clock's marks
 * @param firstResponded the response clock no longer counts once somebody has responded
 */
export function slaOutlook(
  clocks: readonly SlaClock[],
  now: string,
  percentsOf: (clock: SlaClock['name']) => readonly number[],
  zone: string,
  firstResponded: boolean,
): SlaOutlook | null {
  const running = clocks.filter((clock) => clock.name !== 'policy-response' || !firstResponded);
  const resolution = running.filter(({ name }) => name.endsWith('-resolution'));
  const binding = bindingClock(resolution, now, zone);
  if (!binding) return null;
  const marks = running.flatMap((clock) => {
    const { next } = slaPlan(clock, now, percentsOf(clock.name));
    return next ? [{ clock: clock.name, ...next }] : [];
  });
  const [nextMark] = marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return { due: binding.dueAt, clock: binding.clock.name, why: binding.why, nextMark: nextMark ?? null };
}
