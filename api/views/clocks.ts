import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import { type SlaClock, slaPlan } from '../../domain/sla.ts';
import type { RequestView } from '../schemas/resources.ts';

interface StoredBinding {
  readonly clock?: string;
  readonly why?: string;
}

/** The clocks as they stand now, or as they stood when the request was closed. */
export function clocksOf(request: RequestWithCustomer, now: Date): RequestView['clocks'] {
  const clocks = (request.state as { clocks?: readonly SlaClock[] } | null)?.clocks ?? [];
  const binding = (request.slaBinding ?? {}) as StoredBinding;
  const at = (request.closedAt ?? now).toISOString();
  return clocks.map((clock) => {
    const plan = slaPlan(clock, at, []);
    const binds = clock.name === binding.clock;
    return {
      name: clock.name,
      budgetSeconds: clock.budgetSeconds,
      consumedSeconds: plan.consumedSeconds,
      paused: plan.paused,
      dueAt: plan.dueAt === null ? null : new Date(plan.dueAt).toISOString(),
      binding: binds,
      why: binds ? (binding.why ?? null) : null,
      calendar: clock.calendar.id,
      startedAt: new Date(clock.startedAt).toISOString(),
      pauses: [],
      marks: [],
    };
  });
}
