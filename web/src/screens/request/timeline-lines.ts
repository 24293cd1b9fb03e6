import type { AuditEvent } from '../../api/resources.ts';
import { isBag } from '../../parts/structured.ts';
import { REASON_WORDS } from '../../parts/words.ts';

/** What is shown as one line: an event, or a decision with the event that says it took effect. */
export interface TimelineLine {
  readonly title: string;
  /** In their order; the first says who and when. */
  readonly events: readonly [AuditEvent, ...AuditEvent[]];
  /** The reason or question somebody gave; null where there is none, or the line before says the same. */
  readonly ground: string | null;
}

/**
 * One line an event; a decision and its taking effect are one where they follow each other, for they are the same to a reader. A ground that
 * the line before has given is not given again: the question put to a customer is that of the decision to ask.
 */
export function linesOf(events: readonly AuditEvent[]): TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const event of events) {
    const before = lines.at(-1);
    if (before && isEffectOf(event, before.events[0])) {
      lines[lines.length - 1] = {
        ...before,
        title: `${before.title}, in effect`,
        events: [...before.events, event],
      };
      continue;
    }
    const ground = groundOf(event.detail);
    const said = before && [groundOf(before.events[0].detail), questionOf(before.events[0].detail)];
    lines.push({ title: titleOf(event), events: [event], ground: said?.includes(ground) ? null : ground });
  }
  return lines;
}

const titleOf = ({ title, onBehalfOf }: AuditEvent): string =>
  onBehalfOf ? `${title}, for ${onBehalfOf.name}` : title;

const isEffectOf = (event: AuditEvent, decision: AuditEvent): boolean =>
  event.kind === 'decision-effective' &&
  decision.kind === 'decision-recorded' &&
  isBag(event.detail) &&
  isBag(decision.detail) &&
  event.detail['decisionId'] === decision.detail['decisionId'];

/** The reason a person gave, where the event holds one; the code of a dispute reason is none. */
function groundOf(detail: unknown): string | null {
  if (!isBag(detail)) return null;
  const ground = detail['reason'] ?? detail['question'];
  return typeof ground === 'string' && ground !== '' && !(ground in REASON_WORDS) ? ground : null;
}

function questionOf(detail: unknown): string | null {
  const question = isBag(detail) ? detail['question'] : null;
  return typeof question === 'string' ? question : null;
}
