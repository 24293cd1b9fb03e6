import type { TaskFilter } from '../../api/tasks.ts';
import type { TaskKind } from '../../api/resources.ts';
import type { RawSearch } from '../../parts/search-params.ts';
import { keysOf, oneOf, present, text } from '../../parts/search-params.ts';
import { TASK_WORDS } from '../../parts/words.ts';

export const INBOX_VIEWS = ['mine', 'team', 'waiting'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** What can be done from a row without opening it. */
export const ROW_ACTIONS = ['approve', 'reject', 'ask', 'answer', 'approve-picked'] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

export interface InboxSearch {
  readonly view?: Exclude<InboxView, 'mine'>;
  readonly kind?: TaskKind;
  readonly q?: string;
  /** The selected task. */
  readonly task?: string;
  /** The tasks picked for approval, joined by commas. */
  readonly picked?: string;
  /** The dialog that is open on the selected task, or on those picked. */
  readonly do?: RowAction;
}

export type InboxChange = Partial<Record<keyof InboxSearch, string | undefined>>;

export const inboxSearch = (raw: RawSearch): InboxSearch =>
  present({
    view: oneOf(raw['view'], ['team', 'waiting']),
    kind: oneOf(raw['kind'], keysOf(TASK_WORDS)),
    q: text(raw['q']),
    task: text(raw['task']),
    picked: text(raw['picked']),
    do: oneOf(raw['do'], ROW_ACTIONS),
  });

/** "Waiting on others": what will come to the reader's roles once an earlier step is done. */
export const TASKS_OF: Record<InboxView, TaskFilter> = {
  mine: { view: 'mine', state: 'open' },
  team: { view: 'team', state: 'open' },
  waiting: { view: 'team', state: 'waiting' },
};
