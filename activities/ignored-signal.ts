import type { EffectResult } from '../db/door.ts';
import type { Consumed } from './applied.ts';

/**
 * A signal that names nothing that could take effect: made up, about another request, or taken before. Audited, and changes nothing.
 * @param named the signal, and the row it named under what that row would be; cut short, for anybody can send it
 */
export function ignored(named: Readonly<Record<string, string>>, why: string): EffectResult<Consumed> {
  const rows = Object.entries(named).map(([what, id]) => [what, id.slice(0, 100)] as const);
  return {
    result: { effect: 'ignored', why, step: null },
    audit: [
      {
        actorId: 'temporal',
        kind: 'signal-ignored',
        detail: { ...Object.fromEntries(rows), why },
      },
    ],
  };
}
