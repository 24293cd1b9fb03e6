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

/** Why the reader has it; for what waits on others, whom it waits for. */
export const whyHere = (task: Task, view: InboxView): string =>
  sentence(view === 'waiting' ? (task.request.waiting.for ?? task.because) : task.because);
