import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import type { RequestRow } from '../db/door.ts';
import { claimOf, insertTouches } from '../db/stores/casework.ts';
import { customerById } from '../db/stores/customers.ts';
import { invoiceById } from '../db/stores/invoices.ts';
import { directoryAt } from '../db/stores/directory.ts';
import { workloadOf } from '../db/stores/workload.ts';
import { assign, colleaguesIn, explainAssignment } from '../domain/assignment.ts';
import { reasonsSeen } from '../domain/classify.ts';
import type { Explanation } from '../domain/explanation.ts';
import { fromJson, money, type CurrencyCode } from '../domain/money.ts';
import type { Notice } from '../domain/notice.ts';
import { systemActor } from '../domain/actor.ts';
import { REQUEST_TYPE_RULES } from '../domain/request-types/registry.ts';
import { explainRoute, route, type RouteDecision, type RoutingFacts } from '../domain/routing.ts';
import type { Casework } from './casework.ts';
import { functionalOf } from './functional.ts';

/** Where a request went, whose it is, and why. */
export interface Routed {
  readonly decision: RouteDecision;
  readonly columns: Pick<RequestRow, 'team' | 'skill' | 'ownerId'>;
  readonly explanations: readonly Explanation[];
  readonly notices: readonly Notice[];
  /** The change of owner, where there is one. */
  readonly audit: readonly AuditEntry[];
}

/**
 * Routes and assigns, in the transaction of the step that classified. Whoever is given the request has touched it: they never approve it.
 * @param read what it was classified as; null: nobody has said surely
 * @param joins it ends here, joined to an earlier request: nobody is given it
 */
export async function routeRequest(
  tx: Tx,
  work: Casework,
  read: { readonly type: string; readonly reason: string } | null,
  joins: boolean,
  now: string,
): Promise<Routed> {
  const { request, policy } = work;
  const { legalEntity, ownerId: before } = request;
  const at = new Date(now);
  const facts = await factsOf(tx, work, read, now);
  const decision = route(policy, facts);
  const team = colleaguesIn(await directoryAt(tx, at), legalEntity, decision.team, ['analyst']);
  const workload = await workloadOf(
    tx,
    legalEntity,
    team.map(({ id }) => id),
  );
  const barred = [request.requesterId, request.submittedBy];
  const assignment = assign({
    ...{ route: joins ? { ...decision, assign: 'queue' } : decision, team, barred },
    ownerId: joins ? null : before,
    workload: workload.filter((one) => one.ownerId !== before),
  });
  const { ownerId } = assignment;
  if (ownerId !== null)
    await insertTouches(tx, [
      { legalEntity, requestId: request.id, actorId: ownerId, relation: 'claimant', at },
    ]);
  return {
    decision,
    columns: { team: decision.team, skill: decision.skill, ownerId },
    explanations: [explainRoute(decision, facts), explainAssignment(assignment, decision)],
    ...told(request, decision, ownerId, assignment.because),
  };
}

async function factsOf(
  tx: Tx,
  { request, entity }: Casework,
  read: { readonly type: string; readonly reason: string } | null,
  now: string,
): Promise<RoutingFacts> {
  const { legalEntity, invoiceId, currency } = request;
  const claimed = money(request.claimedMinor, currency as CurrencyCode);
  const functional = await functionalOf(tx, claimed, entity, now);
  const customer = await customerById(tx, legalEntity, request.customerId);
  const invoice = invoiceId === null ? null : await invoiceById(tx, legalEntity, invoiceId);
  return {
    type: read?.type ?? null,
    reason: read?.reason ?? null,
    amount: functional && fromJson(functional.amount),
    functionalCurrency: entity.currency,
    keyAccount: customer?.keyAccount ?? false,
    region: customer?.country ?? '',
    language: customer?.language ?? '',
    lines: invoice?.lines.length ?? 0,
    reasons: reasonsSeen(claimOf(request, customer?.name ?? ''), REQUEST_TYPE_RULES),
  };
}

/** A change of owner by the rules: audited, and both are told. */
function told(
  request: RequestRow,
  { team }: RouteDecision,
  ownerId: string | null,
  because: string,
): Pick<Routed, 'audit' | 'notices'> {
  const before = request.ownerId;
  if (before === ownerId) return { audit: [], notices: [] };
  const subject = `routed/${request.revision}/${team}/${ownerId ?? 'queue'}`;
  const notice = (recipientId: string, title: string, text: string): Notice => ({
    ...{ subject, recipientId, kind: 'ownership', title, text },
  });
  return {
    audit: [
      {
        actorId: systemActor(request.policyVersion),
        kind: 'owner-changed',
        detail: { action: 'assign', from: before, to: ownerId, queue: team, reason: because },
      },
    ],
    notices: [
      ...(ownerId === null
        ? []
        : [
            notice(
              ownerId,
              `${request.id} is yours`,
              `Request ${request.id} was given to you: ${because}. Open it to see what it waits for.`,
            ),
          ]),
      ...(before === null
        ? []
        : [
            notice(
              before,
              `${request.id} is no longer yours`,
              `Request ${request.id} was classified anew and is now with ${team}. Nothing is left for you to do on it.`,
            ),
          ]),
    ],
  };
}
