import { CLOCK_WORDS } from '../domain/binding-clock.ts';
import type { ActorId } from '../domain/actor.ts';
import type { Directory } from '../domain/directory.ts';
import { describeInstant } from '../domain/instant.ts';
import { mayReassign } from '../domain/ladder.ts';
import type { Message } from '../domain/notice.ts';
import { slaPlan, type SlaClock, type SlaClockName } from '../domain/sla.ts';
import type { Team } from '../domain/vocabulary.ts';
import { toldBy, type Belonging } from '../domain/whom-to-tell.ts';
import type { Casework } from './casework.ts';

/** A mark that fires now. */
export interface FiredMark {
  readonly clock: SlaClock;
  readonly percent: number;
  /** When so much was truly consumed, however late that is noticed. */
  readonly trueAt: string;
}

/** A request that the rules gave to no team yet is the service desk's. */
export const belongingOf = ({ request }: Casework): Belonging => ({
  legalEntity: request.legalEntity,
  team: (request.team ?? 'service-desk') as Team,
  ownerId: request.ownerId,
});

/**
 * What the ladder says, and to whom: each person named by a rung that fires hears of every clock that fires with it, so that several
 * clocks due at once, as after an outage, are one notice.
 */
export function ladderMessages(
  work: Casework,
  fired: readonly FiredMark[],
  directory: Directory,
  now: string,
): Message[] {
  if (fired.length === 0) return [];
  const { policy, request } = work;
  const rungs = policy.sla.ladder.filter(({ percent }) => fired.some((mark) => mark.percent === percent));
  const named = [...new Set(rungs.flatMap(({ notify }) => notify))];
  const gravest = fired.toSorted((a, b) => b.percent - a.percent)[0];
  if (!gravest) return [];
  const reassign = mayReassign(
    policy,
    fired.map(({ percent }) => percent),
  );
  const text = [
    ...fired.map((mark) => sentence(work, mark, now)),
    `It waits for ${request.waitingFor ?? 'Docket'}.`,
    ...(reassign ? ['You may give it to another owner.'] : []),
  ].join(' ');
  const breach = gravest.percent >= 100;
  const title = `${request.id}: ${breach ? `${TIMES[gravest.clock.name]} is exceeded` : `${gravest.percent} % of ${TIMES[gravest.clock.name]} is used`}`;
  return toldBy(policy, named, belongingOf(work), directory).map((recipientId: ActorId) => ({
    ...{ recipientId, title, text },
    kind: breach ? ('sla-breach' as const) : ('sla-mark' as const),
  }));
}

const TIMES: Readonly<Record<SlaClockName, string>> = {
  'policy-response': 'the time to respond',
  'policy-resolution': 'the time to resolve it',
  'contract-resolution': 'the time its contract allows',
  approval: 'the time to approve it',
  consult: 'the time to answer',
};

/** The due time is the true one, in the entity's zone. */
function sentence({ entity, request }: Casework, { clock, percent, trueAt }: FiredMark, now: string): string {
  const dueAt = slaPlan(clock, now, []).dueAt;
  const on = (at: string) => `${describeInstant(at, entity.zone)} (${entity.zone})`;
  const whose = `The ${CLOCK_WORDS[clock.name]} of ${request.id}`;
  if (percent >= 100) return `${whose} ran out: it was due ${on(dueAt ?? trueAt)}; ${percent} % are used.`;
  const due = dueAt === null ? '' : ` and falls due ${on(dueAt)}`;
  return `${whose} reached ${percent} % on ${on(trueAt)}${due}.`;
}
