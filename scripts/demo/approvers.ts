import type { TaskView } from '../../api/schemas/resources.ts';
import { SEED_PEOPLE } from '../../db/seed/people.ts';
import { ApiProblem, type Api } from './api.ts';

/** Posts that the five cases may reach. Whoever holds one plays it; a seat for any other post stays open and is reported. */
const POSTS: readonly string[] = ['team-lead', 'manager'];

/** Whether someone in the demo holds this role. */
export const isPlayed = (role: string): boolean => POSTS.includes(role);

export interface Approval {
  readonly requestId: string;
  readonly by: string;
  readonly role: string;
}

/** The people who sit at their inboxes during the demo. */
const approversOf = (entity: string): string[] =>
  SEED_PEOPLE.filter(({ grants }) =>
    grants.some((grant) => isPlayed(grant.role) && grant.entity === entity),
  ).map(({ id }) => id);

/**
 * One look of every approver at their own inbox: what they may approve of these requests, they approve, bound to what they were
 * shown. A task that someone else has just decided, or that has changed, is left for the next look.
 */
export async function approveOnce(
  api: Api,
  entity: string,
  requestIds: readonly string[],
): Promise<Approval[]> {
  const approvals: Approval[] = [];
  for (const person of approversOf(entity)) {
    for (const task of await inboxOf(api, person)) {
      if (task.kind !== 'approve' || !requestIds.includes(task.request.id)) continue;
      if (await approve(api, person, task)) {
        approvals.push({ requestId: task.request.id, by: person, role: task.role });
      }
    }
  }
  return approvals;
}

async function inboxOf(api: Api, person: string): Promise<TaskView[]> {
  const tasks: TaskView[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: TaskView[]; nextCursor: string | null } = await api.get(
      person,
      `/v1/tasks?view=mine&limit=100${next}`,
    );
    tasks.push(...page.items);
    cursor = page.nextCursor;
  }
  return tasks;
}

async function approve(api: Api, person: string, task: TaskView): Promise<boolean> {
  try {
    await api.post(
      person,
      `/v1/tasks/${task.id}/decisions`,
      { verdict: 'approve', reason: 'Agreed: the evidence bears it out.' },
      {
        'If-Match': `"${task.contentHash}"`,
        'Idempotency-Key': `demo-${task.id}-${task.contentHash.slice(0, 16)}`,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && [409, 412].includes(error.status)) return false;
    throw error;
  }
}
