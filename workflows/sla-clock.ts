import { condition, patched } from '@temporalio/workflow';
import type { SlaOutlook } from '../domain/run.ts';
import type { Run } from './run.ts';
import { effects } from './steps.ts';

/**
 * Older code took the outlook of every mark, over a newer one too. What a run did next is in its history, so one to which that has
 * happened is replayed so (test/replay: mark-heard-late).
 */
const NEWER_OUTLOOK_STAYS = 'newer-outlook-stays';

/**
 * The SLA clock beside the request, a coroutine of the same run, rebuilt from its state: sleeps until the next mark of any clock, fires
 * it, looks again. A pause, an answer or a new budget changes the outlook and wakes it; no polling.
 */
export async function runSlaClock(run: Run): Promise<void> {
  while (!run.closed) {
    const seen = run.slaVersion;
    const changed = () => run.closed || run.slaVersion !== seen;
    const mark = run.sla?.nextMark ?? null;
    if (!mark) {
      await condition(changed);
    } else if (!(await sleepUntil(mark, run, changed))) {
      const asked = run.slaVersion;
      const told = await effects.fireSlaMark(run.ref, mark);
      // Another step has moved a clock meanwhile. Which of the two outlooks is newer nobody can say, so the clock looks again by that
      // step's; where its next mark is this one, it fires once more, changes nothing and says how things stand.
      if (run.slaVersion !== asked && patched(NEWER_OUTLOOK_STAYS)) continue;
      run.takeSla(told);
      // A mark that fired leaves another one to wake for; if it is still the same, only a change can help.
      const next = run.sla?.nextMark;
      if (next?.at === mark.at && next.percent === mark.percent && next.clock === mark.clock) {
        const stuck = run.slaVersion;
        await condition(() => run.closed || run.slaVersion !== stuck);
      }
    }
  }
}

/** @returns whether something changed before the mark was due */
async function sleepUntil(
  mark: NonNullable<SlaOutlook['nextMark']>,
  run: Run,
  changed: () => boolean,
): Promise<boolean> {
  const wait = Date.parse(mark.at) - Date.now();
  if (wait <= 0) return changed();
  return condition(changed, wait, {
    summary: `${mark.clock}: ${mark.percent} % at ${mark.at}`.slice(0, 200),
  });
}
