import type postgres from 'postgres';
import type { RequestState } from '../../domain/request.ts';
import type { SlaClock } from '../../domain/sla.ts';
import type { RecordingMail } from './workflow-mail.ts';
import { until } from './workflow-until.ts';

export interface TaskSeen {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly revision: number;
  readonly level: number | null;
  readonly role: string;
  readonly content_hash: string;
  readonly done_by: string | null;
  readonly assignee_id: string | null;
  readonly due_at: Date | null;
  readonly escalated_at: Date | null;
}

export interface RequestSeen {
  readonly stage: string;
  readonly outcome: string | null;
  readonly revision: number;
  readonly type: string | null;
  readonly reason: string | null;
  readonly team: string | null;
  readonly priority: string | null;
  readonly waiting_for: string | null;
  readonly waiting_until: Date | null;
  readonly next_step: string | null;
  readonly first_response_at: Date | null;
  readonly customer_id: string;
  readonly invoice_id: string;
  readonly owner_id: string | null;
  readonly cycle: number;
  readonly first_outcome: string | null;
  readonly first_closed_at: Date | null;
  readonly closed_at: Date | null;
  readonly received_at: Date;
  readonly sla_due: Date | null;
  readonly sla_binding: { clock: string; dueAt: string | null; why: string } | null;
  readonly state: { readonly state: RequestState; readonly clocks: readonly SlaClock[] } | null;
}

export interface NoticeSeen {
  readonly recipient_id: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly at: Date;
}

export interface AuditSeen {
  readonly actor_id: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

/** What is on record, read with the superuser's eyes. */
export class Books {
  constructor(
    private readonly sql: postgres.Sql,
    private readonly mail: RecordingMail,
  ) {}

  async request(requestId: string): Promise<RequestSeen> {
    const [row] = await this.sql<RequestSeen[]>`select * from request where id = ${requestId}`;
    if (!row) throw new Error(`no request ${requestId}`);
    return row;
  }

  /** Waits until the request stands there. */
  inStage(requestId: string, stage: string): Promise<RequestSeen> {
    return until(`${requestId} to be ${stage}`, async () => {
      const request = await this.request(requestId);
      return request.stage === stage && request;
    });
  }

  tasks(requestId: string): Promise<TaskSeen[]> {
    return this.sql<TaskSeen[]>`select * from task where request_id = ${requestId} order by opened_at, id`;
  }

  /** Waits for the open task of a role. */
  openTask(requestId: string, role: string): Promise<TaskSeen> {
    return until(`an open task of ${requestId} for ${role}`, async () => {
      const tasks = await this.tasks(requestId);
      return tasks.find((task) => task.state === 'open' && task.role === role);
    });
  }

  /** Roles and people of the approvals that count, level by level. */
  async approvals(requestId: string): Promise<string[][]> {
    const rows = await this.sql<{ role: string; actor_id: string }[]>`
      select d.role, d.actor_id from decision d join task t on t.id = d.task_id and t.legal_entity = d.legal_entity
      where d.request_id = ${requestId} and d.verdict = 'approve' and d.status = 'effective' order by d.revision, t.level`;
    return rows.map(({ role, actor_id }) => [role, actor_id]);
  }

  async decision(id: string): Promise<{ status: string; status_reason: string | null }> {
    const [row] = await this.sql<{ status: string; status_reason: string | null }[]>`
      select status, status_reason from decision where id = ${id}`;
    if (!row) throw new Error(`no decision ${id}`);
    return row;
  }

  decided(id: string, status: 'effective' | 'void') {
    return until(`decision ${id} to be ${status}`, async () => {
      const decision = await this.decision(id);
      return decision.status === status && decision;
    });
  }

  /** Every line of every entry of a request: account key, side, amount in major units; sorted. */
  async postings(requestId: string): Promise<string[]> {
    const rows = await this.sql<{ line: string }[]>`
      select key || ' ' || side || ' ' || (sum(amount_minor) / 100)::numeric(20, 2) as line from (
        select d.key, 'debit' as side, t.amount_minor from journal_entry e
          join ledger_transfer t on t.legal_entity = e.legal_entity and t.entry_number = e.number
          join account d on d.legal_entity = e.legal_entity and d.number = t.debit_account where e.request_id = ${requestId}
        union all
        select c.key, 'credit', t.amount_minor from journal_entry e
          join ledger_transfer t on t.legal_entity = e.legal_entity and t.entry_number = e.number
          join account c on c.legal_entity = e.legal_entity and c.number = t.credit_account where e.request_id = ${requestId}
      ) sides group by key, side order by 1`;
    return rows.map(({ line }) => line);
  }

  async entries(requestId: string): Promise<string[]> {
    const rows = await this.sql<{ number: string }[]>`
      select number from journal_entry where request_id = ${requestId} order by number`;
    return rows.map(({ number }) => number);
  }

  /** Gross amounts of the credit memos of a request, in major units. */
  async memos(requestId: string): Promise<string[]> {
    const rows = await this.sql<{ gross: string }[]>`
      select (gross_minor / 100.0)::numeric(20, 2)::text as gross from credit_memo where request_id = ${requestId}`;
    return rows.map(({ gross }) => gross);
  }

  async openOn(invoiceId: string): Promise<string> {
    const [row] = await this.sql<{ open: string }[]>`
      select (open_minor / 100.0)::numeric(20, 2)::text as open from invoice where id = ${invoiceId}`;
    return row?.open ?? 'no such invoice';
  }

  /** Titles of the letters on file that were sent, in order, without the request's id. */
  async letters(requestId: string): Promise<{ kind: string; title: string; at: Date }[]> {
    const rows = await this.sql<{ kind: string; title: string; at: Date }[]>`
      select kind, title, at from document where request_id = ${requestId} and sent_at is not null order by at, id`;
    return rows.map(({ kind, title, at }) => ({ kind, title: title.replace(` [${requestId}]`, ''), at }));
  }

  async letterKinds(requestId: string): Promise<string[]> {
    return (await this.letters(requestId)).map(({ kind }) => kind);
  }

  /** Message-IDs the mail server took: a repeated one is the same letter. */
  mailed(requestId: string): string[] {
    return this.mail.about(requestId).map(({ messageId }) => messageId);
  }

  /** Waits for a letter that says this. */
  mailedSoon(requestId: string, words: string) {
    return until(`a letter of ${requestId} with "${words}"`, async () =>
      this.mail.about(requestId).find(({ text }) => text.includes(words)),
    );
  }

  audit(requestId: string): Promise<AuditSeen[]> {
    return this.sql<AuditSeen[]>`
      select actor_id, kind, detail, at from audit_event where chain = ${requestId} order by seq`;
  }

  async audited(requestId: string, kind: string): Promise<AuditSeen[]> {
    return (await this.audit(requestId)).filter((event) => event.kind === kind);
  }

  /** Waits for an event of a kind. */
  auditedSoon(
    requestId: string,
    kind: string,
    which: (event: AuditSeen) => boolean = () => true,
  ): Promise<AuditSeen> {
    return until(`a "${kind}" of ${requestId}`, async () =>
      (await this.audited(requestId, kind)).find(which),
    );
  }

  marks(requestId: string) {
    return this.sql<{ clock: string; percent: number; true_at: Date; at: Date; breach: boolean }[]>`
      select clock, percent, true_at, at, breach from sla_mark where request_id = ${requestId} order by at, percent`;
  }

  /** What people of ours were told about the request, in order. */
  notices(requestId: string): Promise<NoticeSeen[]> {
    return this.sql<NoticeSeen[]>`
      select recipient_id, kind, title, text, at from notice where request_id = ${requestId} order by at, recipient_id`;
  }

  changed(id: string, status: 'effective' | 'void') {
    return until(`change ${id} to be ${status}`, async () => {
      const [row] = await this.sql<{ status: string; status_reason: string | null }[]>`
        select status, status_reason from request_change where id = ${id}`;
      return row?.status === status && row;
    });
  }

  proposals(requestId: string) {
    return this.sql<
      {
        revision: number;
        status: string;
        preparer_id: string;
        content_hash: string;
        basis: string;
        chain: { seats: { level: number; role: string }[]; because: string };
      }[]
    >`select revision, status, preparer_id, content_hash, (basis_minor / 100.0)::numeric(20, 2)::text as basis, chain
      from proposal where request_id = ${requestId} order by revision`;
  }

  /** Messages the run has consumed, which numbers the next one. */
  async consumed(requestId: string): Promise<number> {
    const [row] = await this.sql<{ n: number }[]>`
      select count(*)::int as n from effect where key like ${`${requestId}/m/%`}`;
    return row?.n ?? 0;
  }
}
