import { createActivities } from '../../activities/create.ts';
import { contentHash } from '../../db/canonical.ts';
import { decideTask, type Recorded } from '../../db/decide.ts';
import { insertProposal, insertTasks } from '../../db/stores/casework.ts';
import { updateRequest } from '../../db/door.ts';
import { requestById } from '../../db/stores/request-row.ts';
import { entityOf, inEntity } from '../../db/transaction.ts';
import type { DecisionBody } from '../../domain/decision.ts';
import type { RequestState } from '../../domain/request.ts';
import type { Role, Team } from '../../domain/vocabulary.ts';
import { NOW, type Books } from './books.ts';

export interface OpenSeat {
  readonly taskId: string;
  readonly hash: string;
}

/** Steps of a request's run, called as the workflow calls them. */
export const activitiesOf = ({ worker }: Books) =>
  createActivities({ db: worker.db, mail: { send: async () => undefined } });

export const refTo = (requestId: string, now = NOW) => ({
  requestId,
  legalEntity: entityOf(requestId) ?? '',
  now: now.toISOString(),
});

/** Verified, classified, routed, assessed: what the first proposal is made from. */
export async function assessed(books: Books, requestId: string): Promise<void> {
  const steps = activitiesOf(books);
  const ref = refTo(requestId);
  const standing = {
    customer: await steps.validateCustomer(ref),
    kyc: await steps.verifyIdentity(ref),
    credit: await steps.lookUpCredit(ref),
  };
  await steps.routeAndAssign(ref, standing, await steps.classifyAndPrioritise(ref, standing));
  await steps.assess(ref, 1);
}

/** The open task of a role. */
export async function openSeat(books: Books, requestId: string, role: Role): Promise<OpenSeat> {
  const [task] = await books.sql<OpenSeat[]>`
    select id as "taskId", content_hash as hash from task where request_id = ${requestId} and role = ${role} and state = 'open'`;
  if (!task) throw new Error(`no open task of ${requestId} for a ${role}`);
  return task;
}

export const decideAs = async (
  books: Books,
  who: string,
  { taskId, hash }: OpenSeat,
  body: DecisionBody = { verdict: 'approve', reason: '' },
): Promise<Recorded> =>
  decideTask(books.api.db, { taskId, body, seenHash: hash, actor: await books.actor(who), now: NOW });

export interface Levels {
  /** Each of a level of its own, unless it says which. */
  readonly seats: readonly { readonly role: Role; readonly team: Team | '*'; readonly level?: number }[];
  readonly preparerId?: string;
  /** Approvals every level needs; without it, all its seats. */
  readonly quorum?: number;
}

const chainOf = (seats: Levels['seats'], quorum?: number) => {
  const placed = seats.map((seat, i) => ({ ...seat, level: seat.level ?? i + 1, veto: false }));
  const levels = [...new Set(placed.map(({ level }) => level))].map((level) => {
    const of = placed.filter((seat) => seat.level === level).length;
    return { level, quorum: quorum ?? of, of };
  });
  return { seats: placed, levels };
};

/** What the workflow would have written: a proposal of 600.00 and one approval task a seat, all open. */
export async function proposed(
  books: Books,
  requestId: string,
  { seats, preparerId = 'system@v1', quorum }: Levels = { seats: [{ role: 'team-lead', team: 'billing' }] },
): Promise<OpenSeat[]> {
  const legalEntity = entityOf(requestId) ?? '';
  return inEntity(books.worker.db, legalEntity, async (tx) => {
    const request = await requestById(tx, legalEntity, requestId);
    const amount = { minor: '60000', currency: request.currency };
    const functional = { amount, rate: '1', day: '2026-11-16' };
    const content = {
      ...{ requestId, policyVersion: 'v1', amount, functional },
      resolution: { kind: 'credit-memo' },
    };
    const hash = contentHash(content);
    const state: RequestState = {
      kind: 'approving',
      revision: 1,
      contentHash: hash,
      level: 1,
      levels: chainOf(seats).levels.length,
    };
    const tasks = seats.map(({ role, team, level }, i) => ({
      ...{ legalEntity, id: `TSK-${requestId.slice(4)}-l${i + 1}`, requestId, revision: 1, role, team },
      ...{
        kind: 'approve' as const,
        state: 'open' as const,
        level: level ?? i + 1,
        because: 'because',
        contentHash: hash,
      },
    }));
    await insertProposal(tx, {
      ...{ legalEntity, requestId, revision: 1, contentHash: hash, content, customerGroup: 'GRP' },
      ...{
        matrixColumn: 'credit-memo',
        amountMinor: 60_000n,
        basisMinor: 60_000n,
        functionalMinor: 60_000n,
        currency: request.currency,
      },
      ...{
        requesterId: request.requesterId,
        preparerId,
        chain: chainOf(seats, quorum),
        status: 'pending',
        routedAt: NOW,
      },
    });
    await insertTasks(tx, tasks);
    await updateRequest(tx, request, {
      state: { v: 1, state, clocks: [] },
      stage: 'approving',
      revision: 1,
      team: request.team ?? 'billing',
    });
    return tasks.map(({ id }) => ({ taskId: id, hash }));
  });
}
