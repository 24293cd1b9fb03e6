import type { RequestWithCustomer } from '../../db/stores/reading-requests.ts';
import type { RequestSummaryView } from '../schemas/resources.ts';
import { moneyOfColumns } from './money.ts';

export const summaryOf = (row: RequestWithCustomer): RequestSummaryView => ({
  id: row.id,
  legalEntity: row.legalEntity,
  channel: row.channel,
  subject: row.subject,
  customer: { id: row.customerId, name: row.customerName },
  type: row.type as RequestSummaryView['type'],
  reason: row.reason,
  claimed: moneyOfColumns(row.claimedMinor, row.currency),
  priority: row.priority,
  team: row.team as RequestSummaryView['team'],
  owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? row.ownerId },
  stage: row.stage,
  revision: row.revision,
  waiting: { for: row.waitingFor, until: instantOf(row.waitingUntil), next: row.nextStep },
  slaDue: instantOf(row.slaDue),
  outcome: row.outcome,
  receivedAt: row.receivedAt.toISOString(),
  closedAt: instantOf(row.closedAt),
});

export const instantOf = (date: Date | null): string | null => date?.toISOString() ?? null;
