import type { Task } from '../../api/resources.ts';
import { TASK_WORDS, sentence } from '../../parts/words.ts';
import type { Picking } from './picking.ts';
import type { InboxChange, InboxView } from './search.ts';

export interface TaskListProps {
  readonly tasks: readonly Task[];
  readonly selected: string | undefined;
  readonly view: InboxView;
  readonly picking: Picking;
  readonly patch: (change: InboxChange) => void;
}

export const askedFor = (task: Task): string => TASK_WORDS[task.kind];

/** Why the reader has it, or what their team is asked; for what waits on others, whom it waits for. */
export const whyHere = (task: Task, view: InboxView): string => {
  if (view === 'waiting') return sentence(task.request.waiting.for ?? task.because);
  return task.question === null ? sentence(task.because) : `Asked: ${task.question}`;
};
