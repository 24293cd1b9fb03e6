import { sql } from 'drizzle-orm';
import type { Tx } from '../connection.ts';

export interface BacklogRow {
  /** Null: not routed yet. */
  readonly team: string | null;
  readonly open: number;
  /** By calendar days since receipt: 0–1, 2–5, 6–10, over 10. */
  readonly ages: readonly [number, number, number, number];
}

/** Open requests by team and by calendar days, in the entity's zone, since they were received. */
export async function backlogByAge(tx: Tx, legalEntity: string, now: Date): Promise<BacklogRow[]> {
  const rows = await tx.execute<
    { team: string | null } & Record<'open' | 'newest' | 'recent' | 'older' | 'oldest', number>
  >(sql`
    with aged as (
      select r.team,
        (${now.toISOString()}::timestamptz at time zone e.zone)::date - (r.received_at at time zone e.zone)::date as days
      from request r join legal_entity e on e.code = r.legal_entity
      where r.legal_entity = ${legalEntity} and r.closed_at is null)
    select team, count(*)::int as open,
      (count(*) filter (where days <= 1))::int as newest,
      (count(*) filter (where days between 2 and 5))::int as recent,
      (count(*) filter (where days between 6 and 10))::int as older,
      (count(*) filter (where days > 10))::int as oldest
    from aged group by team order by open desc, team nulls last`);
  return rows.map(({ team, open, newest, recent, older, oldest }) => ({
    ...{ team, open },
    ages: [newest, recent, older, oldest],
  }));
}

export interface AttainmentRow {
  readonly clock: string;
  readonly met: number;
  readonly missed: number;
}

/** What the closing of each request, since closed for good, recorded of its clocks; the last closing where it was reopened. */
export async function attainmentSince(tx: Tx, legalEntity: string, since: Date): Promise<AttainmentRow[]> {
  const rows = await tx.execute<{ clock: string; met: number; missed: number }>(sql`
    with closings as (
      select distinct on (a.chain) a.detail
      from audit_event a join request r on r.legal_entity = a.legal_entity and r.id = a.chain
      where a.legal_entity = ${legalEntity} and a.kind = 'closed' and a.at >= ${since.toISOString()}::timestamptz
        and r.closed_at is not null
      order by a.chain, a.seq desc)
    select clock ->> 'name' as clock,
      (count(*) filter (where (clock ->> 'met')::boolean))::int as met,
      (count(*) filter (where not (clock ->> 'met')::boolean))::int as missed
    from closings cross join lateral jsonb_array_elements(detail -> 'clocks') as clock
    group by 1 order by 1`);
  return rows.map(({ clock, met, missed }) => ({ clock, met, missed }));
}

export interface DueRow {
  readonly requestId: string;
  readonly subject: string;
  readonly team: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly waitingFor: string | null;
  readonly dueAt: Date;
}

/** Open requests by the due time of their binding clock, those past it first; a request whose clocks are paused has none. */
export async function nextDue(tx: Tx, legalEntity: string, limit: number): Promise<DueRow[]> {
  const rows = await tx.execute<
    Record<'id' | 'subject' | 'due_at', string> &
      Record<'team' | 'owner_id' | 'owner_name' | 'waiting_for', string | null>
  >(sql`
    select r.id, r.subject, r.team, r.owner_id, p.name as owner_name, r.waiting_for, r.sla_due::text as due_at
    from request r left join principal p on p.id = r.owner_id
    where r.legal_entity = ${legalEntity} and r.closed_at is null and r.sla_due is not null
    order by r.sla_due, r.id limit ${limit}`);
  return rows.map((row) => ({
    requestId: row.id,
    subject: row.subject,
    team: row.team,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    waitingFor: row.waiting_for,
    dueAt: new Date(row.due_at),
  }));
}

export interface ApproverRow {
  readonly id: string;
  readonly name: string;
  readonly open: number;
  readonly overdue: number;
  readonly decided: number;
}

/**
 * For everyone who could decide an open approval seat by their own role, or who decided one since: the open seats of which they are
 * the named person or, where nobody is named, for which they hold the role and have not touched the request or approved its proposal.
 * Seats they could decide only in somebody else's place, and seats of levels that are not reached yet, are not counted.
 */
export async function approverLoad(
  tx: Tx,
  legalEntity: string,
  { since, now }: { since: Date; now: Date },
): Promise<ApproverRow[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await tx.execute<
    Record<'id' | 'name', string> & Record<'open' | 'overdue' | 'decided', number>
  >(sql`
    with holder as (
      select distinct g.principal_id, g.role, g.team
      from role_grant g join principal p on p.id = g.principal_id and p.active = 'yes' and p.kind = 'person'
      where g.entity in (${legalEntity}, '*') and g.valid_from <= ${at} and coalesce(g.valid_until > ${at}, true)),
    seat as (
      select t.id, t.request_id, t.revision, t.role, t.team, t.assignee_id, coalesce(t.due_at < ${at}, false) as late
      from task t where t.legal_entity = ${legalEntity} and t.kind = 'approve' and t.state = 'open'),
    load as (
      select h.principal_id, count(distinct s.id)::int as open,
        (count(distinct s.id) filter (where s.late))::int as overdue
      from seat s join holder h on h.role = s.role and (h.team = '*' or s.team = '*' or h.team = s.team)
        and coalesce(s.assignee_id = h.principal_id, true)
      where not exists (select from request_touch x
          where x.legal_entity = ${legalEntity} and x.request_id = s.request_id and x.actor_id = h.principal_id)
        and not exists (select from decision d
          where d.legal_entity = ${legalEntity} and d.request_id = s.request_id and d.revision = s.revision
            and d.actor_id = h.principal_id and d.kind = 'approve' and d.verdict = 'approve' and d.status <> 'void')
      group by h.principal_id),
    done as (
      select actor_id, count(*)::int as decided from decision
      where legal_entity = ${legalEntity} and kind = 'approve' and verdict in ('approve', 'reject')
        and status <> 'void' and decided_at >= ${since.toISOString()}::timestamptz
      group by actor_id),
    listed as (
      select principal_id as id from load union select actor_id from done)
    select p.id, p.name, coalesce(load.open, 0) as open, coalesce(load.overdue, 0) as overdue,
      coalesce(done.decided, 0) as decided
    from listed join principal p on p.id = listed.id
      left join load on load.principal_id = p.id left join done on done.actor_id = p.id
    order by open desc, decided desc, p.name, p.id`);
  return rows.map(({ id, name, open, overdue, decided }) => ({ id, name, open, overdue, decided }));
}

export interface CreditRow {
  /** A code of domain/dispute-reason.ts. */
  readonly reason: string;
  readonly count: number;
  readonly currency: string;
  readonly grossMinor: bigint;
}

/** Credit memos issued in the last `days` days, today in the entity's zone included, by reason; the largest sum first. */
export async function creditsByReason(
  tx: Tx,
  legalEntity: string,
  { now, days }: { now: Date; days: number },
): Promise<CreditRow[]> {
  const rows = await tx.execute<{ reason: string; count: number; currency: string; gross: string }>(sql`
    select m.reason, count(*)::int as count, m.currency, sum(m.gross_minor)::text as gross
    from credit_memo m join legal_entity e on e.code = m.legal_entity
    where m.legal_entity = ${legalEntity}
      and m.issued_on > (${now.toISOString()}::timestamptz at time zone e.zone)::date - ${days}::int
    group by m.reason, m.currency order by m.currency, sum(m.gross_minor) desc, m.reason`);
  return rows.map(({ reason, count, currency, gross }) => ({
    ...{ reason, count, currency },
    grossMinor: BigInt(gross),
  }));
}
