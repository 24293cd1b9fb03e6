import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { onceForRequest } from '../db/door.ts';
import { changeById, markChange, type ChangeRow } from '../db/stores/request-changes.ts';
import type { ChangeKind } from '../domain/vocabulary.ts';
import type { Changed } from './applied.ts';
import { openCase, type Casework } from './casework.ts';
import { changePolicy } from './change-policy.ts';
import { changePriority } from './change-priority.ts';
import type { Consumed } from './applied.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';
import { ignored } from './ignored-signal.ts';
import { changeVoidNotices } from './void-notices.ts';

type Carry = (tx: Tx, work: Casework, change: ChangeRow, now: string) => Promise<Changed>;

/** How each kind of change takes effect. A reopening begins a run of its own and never comes as a signal. */
const CARRY: Readonly<Record<ChangeKind, Carry | null>> = {
  priority: changePriority,
  'policy-version': changePolicy,
  reopening: null,
};

/** Taking recorded changes from the database, one after the other. */
export const changeActivities = ({ db }: ActivityDeps) => ({
  /** Acts on a recorded and, where its kind needs it, approved change. Made-up, foreign and repeated ones are audited and change nothing. */
  consumeChange: (
    { requestId, legalEntity, now }: RequestRef,
    changeId: string,
    n: number,
  ): Promise<Consumed> =>
    onceForRequest(
      db,
      { legalEntity, requestId, key: `m/changed/${n}`, input: { changeId }, at: new Date(now) },
      async (tx, request) => {
        const change = await changeById(tx, legalEntity, changeId);
        const carry = change && CARRY[change.kind];
        const unusable = whyUnusable(change, requestId);
        if (!change || !carry || unusable)
          return ignored({ signal: 'changed', changeId }, unusable ?? 'no such change is recorded');
        const work = await openCase(tx, request);
        const changed = await carry(tx, work, change, now);
        const at = new Date(now);
        if (!changed.ok) {
          await markChange(tx, change, { status: 'void', statusReason: changed.why, consumedAt: at });
          const result: Consumed = { effect: 'void', why: `${change.kind}: its row says why`, step: null };
          return {
            result,
            audit: [eventOf(change, 'change-void', { why: changed.why })],
            notices: changeVoidNotices(change, changed.why),
          };
        }
        await markChange(tx, change, { status: 'effective', statusReason: null, consumedAt: at });
        const { ok: _ok, step, audit, ...rest } = changed;
        const result: Consumed = { effect: 'effective', why: change.kind, step };
        return { result, ...rest, audit: [eventOf(change, 'change-effective', {}), ...audit] };
      },
    ),
});

function whyUnusable(change: ChangeRow | undefined, requestId: string): string | undefined {
  if (!change) return 'no such change is recorded';
  if (change.requestId !== requestId) return 'the change is about another request';
  if (change.status !== 'approved') return `the change can't be taken: it is ${change.status}`;
  return undefined;
}

const eventOf = (
  { id, kind, detail, reason, requestedBy, decidedBy }: ChangeRow,
  event: string,
  more: object,
): AuditEntry => ({
  actorId: requestedBy,
  kind: event,
  detail: { changeId: id, change: kind, to: detail, reason, decidedBy, ...more },
});
