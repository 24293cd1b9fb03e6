import type { Task } from '../../api/resources.ts';
import { plainWords, roleWords, sentence } from '../../parts/words.ts';
import type { Picking } from './picking.ts';
import type { InboxChange, InboxView } from './search.ts';

export interface TaskListProps {
  readonly tasks: readonly Task[];
  readonly selected: string | undefined;
  readonly view: InboxView;
  readonly picking: Picking;
  readonly patch: (change: InboxChange) => void;
}

/** Why the reader has it, or what their team is asked; for what waits on others, whom it waits for. */
export const whyHere = (task: Task, view: InboxView): string => {
  if (view === 'waiting') return turnWords(task);
  return task.question === null ? sentence(task.because) : `Asked: ${task.question}`;
};

/** Whose turn it is before this one: "After you: receivables manager". */
function turnWords({ after, role, team, because, request }: Task): string {
  if (after.length === 0) return sentence(request.waiting.for ?? because);
  const before = after.some(({ yours }) => yours)
    ? 'you'
    : after.map((seat) => `the ${seatWords(seat.role, seat.team)}`).join(' and ');
  return `After ${before}: ${seatWords(role, team)}`;
}

const seatWords = (role: string, team: string): string =>
  plainWords(team === '*' ? roleWords(role) : `${team} ${roleWords(role)}`);

/** What stands where a task has no deadline: that of a later approval is set when its turn comes. */
export const noDeadline = ({ state, after }: Task): string =>
  state === 'waiting' && after.length > 0 ? 'Set when its turn comes' : 'No deadline';
