import type { DecisionBody } from '../domain/decision.ts';
import { colleaguesIn } from '../domain/assignment.ts';
import type { Tx } from './connection.ts';
import type { RequestRow } from './door.ts';
import { directoryAt } from './stores/directory.ts';

/** A question nobody could answer would keep its seat waiting for good. @returns what is wrong, and with which field */
export async function checkConsult(
  tx: Tx,
  { legalEntity }: RequestRow,
  { team }: Extract<DecisionBody, { verdict: 'consult' }>,
  askerId: string,
  now: Date,
): Promise<{ message: string; field: string } | undefined> {
  const colleagues = colleaguesIn(await directoryAt(tx, now), legalEntity, team, ['analyst']);
  return colleagues.some(({ id }) => id !== askerId)
    ? undefined
    : {
        field: '/team',
        message: `Nobody else in ${legalEntity} answers for the team ${team}; ask a team that somebody works in.`,
      };
}
