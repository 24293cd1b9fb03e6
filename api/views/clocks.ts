import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { marksOf } from '../../domain/ladder.ts';
import type { Policy } from '../../domain/policy/schema.ts';
import { type SlaClock, slaPlan } from '../../domain/sla.ts';
import type { RequestView } from '../schemas/resources.ts';

interface StoredBinding {
  readonly clock?: string;
  readonly why?: string;
}

/** The clocks as they stand now (a consult's is shown with the consult), or as they stood when their work was done: the first response, the closing. */
export function clocksOf(request: RequestWithCustomer, policy: Policy, now: Date): RequestView['clocks'] {
  const clocks = (request.state as { clocks?: readonly SlaClock[] } | null)?.clocks ?? [];
  const binding = (request.slaBinding ?? {}) as StoredBinding;
  return clocks
    .filter(({ name }) => name !== 'consult')
    .map((clock) => {
      const over = clock.name === 'policy-response' ? request.firstResponseAt : request.closedAt;
      const plan = slaPlan(clock, (over ?? now).toISOString(), marksOf(policy, clock.name));
      const binds = clock.name === binding.clock;
      return {
        name: clock.name,
        budgetSeconds: clock.budgetSeconds,
        consumedSeconds: plan.consumedSeconds,
        paused: plan.paused,
        dueAt: instantOf(plan.dueAt),
        binding: binds,
        why: binds ? (binding.why ?? null) : null,
        calendar: clock.calendar.id,
        startedAt: new Date(clock.startedAt).toISOString(),
        pauses: clock.pauses.map(({ from, to, reason }) => ({
          from: new Date(from).toISOString(),
          to: instantOf(to),
          reason,
        })),
        marks: plan.marks.map(({ percent, at, fired }) => ({ percent, at: instantOf(at), fired })),
      };
    });
}

const instantOf = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
