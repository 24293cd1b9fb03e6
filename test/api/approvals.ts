import { randomUUID } from 'node:crypto';
import { contentHash } from '../../db/canonical.ts';
import type { Rig } from './rig.ts';

export interface OpenSeat {
  readonly requestId: string;
  readonly taskId: string;
  readonly hash: string;
}

/** Writes what the workflow would have written: a proposal prepared by the rules and one open seat for it. */
export async function openApproval(
  rig: Rig,
  requestId: string,
  seat: { role?: string; team?: string; dueAt?: string } = {},
): Promise<OpenSeat> {
  const [request] = await rig.sql<
    { customer_id: string; invoice_id: string; requester_id: string; currency: 'USD' }[]
  >`
    select * from request where id = ${requestId}`;
  if (!request) throw new Error(`no request ${requestId}`);
  const { role = 'team-lead', team = 'billing', dueAt = '2030-01-01T00:00:00Z' } = seat;
  const content = proposalOf(requestId, request.customer_id, request.invoice_id, request.currency);
  const hash = contentHash(content);
  const chain = {
    column: 'credit-memo',
    amount: content.amount,
    basis: content.amount,
    seats: [{ level: 1, role, team, veto: false }],
    levels: [{ level: 1, quorum: 1, of: 1 }],
    because: 'because',
    counterfactual: null,
  };
  const taskId = `TSK-US10-${randomUUID()}`;
  const state = {
    state: { kind: 'approving', revision: 1, contentHash: hash, level: 1, levels: 1 },
    clocks: [],
  };
  await rig.sql.begin(async (sql) => {
    await sql`update request set stage = 'approving', type = 'billing-dispute', team = 'billing', revision = 1, state = ${sql.json(state)} where id = ${requestId}`;
    await sql`insert into proposal (legal_entity, request_id, revision, content_hash, content, customer_group, matrix_column, amount_minor, basis_minor, currency, requester_id, preparer_id, chain, status, routed_at)
      values ('US10', ${requestId}, 1, ${hash}, ${sql.json(content)}, 'group', 'credit-memo', 11305, 11305, ${request.currency}, ${request.requester_id}, 'system@v1', ${sql.json(chain)}, 'pending', now())`;
    await sql`insert into task (legal_entity, id, request_id, revision, kind, state, level, role, team, because, content_hash, opened_at, due_at)
      values ('US10', ${taskId}, ${requestId}, 1, 'approve', 'open', 1, ${role}, ${team}, 'credit-memo of 113.05 USD', ${hash}, now(), ${dueAt})`;
  });
  return { requestId, taskId, hash };
}

function proposalOf(requestId: string, customerId: string, invoiceId: string, currency: 'USD') {
  const amount = { minor: '11305', currency };
  return {
    v: 1,
    legalEntity: 'US10',
    requestId,
    revision: 1,
    policyVersion: 'v1',
    outcome: 'VALID_FULL',
    resolution: { kind: 'credit-memo', invoiceId, reason: 'PRICE', lines: [], gross: amount },
    amount,
    entries: [
      {
        debit: { key: 'revenue', category: 'goods' },
        credit: { key: 'accounts-receivable' },
        amount,
        customerId,
        invoiceId,
      },
    ],
    evidence: [],
    letter: { template: 'withdrawn', fields: {} },
  };
}
