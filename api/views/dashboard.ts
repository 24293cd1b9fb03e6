import type { z } from 'zod';
import type {
  ApproverRow,
  AttainmentRow,
  BacklogRow,
  CreditRow,
  DueRow,
} from '../../db/stores/reading-dashboard.ts';
import type { dashboardView } from '../schemas/oversight.ts';
import { moneyOfColumns } from './money.ts';

export type DashboardView = z.infer<typeof dashboardView>;

export interface DashboardRows {
  readonly backlog: readonly BacklogRow[];
  readonly attainment: readonly AttainmentRow[];
  readonly due: readonly DueRow[];
  readonly approvers: readonly ApproverRow[];
  readonly credits: readonly CreditRow[];
}

const BUCKETS = ['0–1', '2–5', '6–10', 'over 10'] as const;

/** Requests that no team has yet. */
export const NOT_ROUTED = 'not-routed';

export const dashboardOf = (legalEntity: string, now: Date, rows: DashboardRows): DashboardView => ({
  legalEntity,
  asOf: now.toISOString(),
  backlog: rows.backlog.map(({ team, open, ages }) => ({
    team: team ?? NOT_ROUTED,
    open,
    ages: BUCKETS.map((bucket, index) => ({ bucket, count: ages[index] ?? 0 })),
  })),
  attainment: rows.attainment.map(({ clock, met, missed }) => ({
    ...{ clock, met, missed },
    percent: percentOf(met, met + missed),
  })),
  breachingNext: rows.due.map(({ requestId, subject, team, ownerId, ownerName, waitingFor, dueAt }) => ({
    ...{ requestId, subject, team, waitingFor },
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? ownerId },
    dueAt: dueAt.toISOString(),
    breached: dueAt < now,
  })),
  approvers: rows.approvers.map(({ id, name, open, overdue, decided }) => ({
    person: { id, name },
    ...{ open, overdue, decided30Days: decided },
  })),
  creditsByReason: rows.credits.map(({ reason, count, grossMinor, currency }) => ({
    ...{ reason, count },
    gross: moneyOfColumns(grossMinor, currency),
  })),
});

/** One digit, cut: 99.97 % met is 99.9, never 100. */
const percentOf = (met: number, all: number): number | null =>
  all === 0 ? null : Math.floor((met * 1_000) / all) / 10;
