import type { Tx } from '../db/connection.ts';
import { tasksOf } from '../db/stores/casework.ts';
import type { TaskRow } from '../db/stores/decision-context.ts';
import { roleWords } from '../domain/role-words.ts';
import type { Waiting } from '../domain/run.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import type { Casework } from './casework.ts';

/** Whom the level under way waits for: its open seats, and the teams that its other seats wait for. */
export async function waitingForAnswers(
  tx: Tx,
  { request, record }: Casework,
  revision: number,
): Promise<Waiting> {
  const { state } = record;
  const tasks = await tasksOf(tx, request, revision);
  const seats = tasks.filter(
    ({ kind, level }) => kind === 'approve' && state.kind === 'approving' && level === state.level,
  );
  const words = ({ role, team }: TaskRow) => roleWords(role as Role, team as Team | '*');
  const asked = tasks.flatMap((task) => {
    const seat = seats.find(({ id, state: stands }) => id === task.returnsTo && stands === 'waiting');
    return task.kind === 'consult' && task.state === 'open' && seat ? [{ task, seat }] : [];
  });
  const open = seats.filter((seat) => seat.state === 'open');
  const due = [...open, ...asked.map(({ task }) => task)].flatMap(({ dueAt }) =>
    dueAt === null ? [] : [dueAt.getTime()],
  );
  const askers = [...new Set(asked.map(({ seat }) => words(seat)))].join(' and ');
  return {
    for: [...open.map(words), ...asked.map(({ task, seat }) => `${task.team}, for the ${words(seat)}`)].join(
      ' and ',
    ),
    until: due.length > 0 ? new Date(Math.min(...due)).toISOString() : null,
    next:
      asked.length > 0
        ? `answer what was asked; then the ${askers} decides`
        : 'decide, with the answer of the colleagues who were asked',
  };
}
