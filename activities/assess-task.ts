import { contentHash } from '../db/canonical.ts';
import type { Tx } from '../db/connection.ts';
import { insertTasks } from '../db/stores/casework.ts';
import { revisionOf, type RequestState } from '../domain/request.ts';
import type { Waiting } from '../domain/run.ts';
import { advance, taskIdOf, type Casework } from './casework.ts';

/** Opens the analyst's task to propose or deny, and moves the request there. */
export async function openAssessTask(
  tx: Tx,
  { request }: Casework,
  from: RequestState,
  command: { readonly kind: 'call-analyst' | 'return-to-preparer' },
  because: string,
  now: string,
): Promise<{ state: RequestState; waiting: Waiting }> {
  const revision = revisionOf(from);
  const id = taskIdOf(request, `r${revision}-assess`);
  const team = request.team ?? 'billing';
  await insertTasks(tx, [
    {
      legalEntity: request.legalEntity,
      id,
      requestId: request.id,
      revision,
      kind: 'assess',
      state: 'open',
      role: 'analyst',
      team,
      because,
      contentHash: contentHash({ task: id }),
      openedAt: new Date(now),
      dueAt: request.slaDue,
    },
  ]);
  return {
    state: advance(from, { kind: command.kind, taskId: id }),
    waiting: {
      for: `${team} analyst`,
      until: request.slaDue?.toISOString() ?? null,
      next: 'propose a resolution or deny the request',
    },
  };
}
