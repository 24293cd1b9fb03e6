import { expect, vi } from 'vitest';
import type { CreateDecision } from '../../api/schemas/bodies.ts';
import type { RequestView, TaskView } from '../../api/schemas/resources.ts';
import type { ExampleId } from '../../db/seed/example-cases.ts';
import { EXAMPLE_ENTITY, namedWith } from '../../db/seed/worked-examples.ts';
import { apiOf } from '../../scripts/demo/api.ts';
import { approveOnce } from '../../scripts/demo/approvers.ts';
import { submitWorkedExamples, type SubmittedCase } from '../../scripts/demo/cases.ts';
import { differences, type DocumentView } from '../../scripts/demo/compare.ts';
import { WORKED_CASES, type WorkedCase } from '../../scripts/demo/worked-cases.ts';
import type { Answer } from './e2e-callers.ts';
import type { StackUnderTest } from './e2e-stack.ts';

export const ENTITY = EXAMPLE_ENTITY.code;
export const BILLING_LEAD = 'person:priya.raman';
export const BILLING_ANALYST = 'person:maria.alvarez';
export const MANAGER = 'person:robert.kim';
export const OTHER_MANAGER = 'person:angela.moretti';
export const AUDITOR = 'person:ruth.feldman';
export const PORTAL = 'service:portal';

/** How long anything the stack does by itself may take on a loaded machine. */
export const SOON = { timeout: 30_000, interval: 100 };

/** The cases that wait for people, and which of them needs only one. */
export const TWO_LEVELS: ExampleId = 'invoice-discrepancy-25000';
export const ONE_LEVEL: ExampleId = 'service-invoice-revision-22400';

/** All five cases handed in by their own channels for customers of their own. */
export async function handInAll(stack: StackUnderTest): Promise<HandedIn> {
  const suffix = await stack.freshCustomers();
  const cases = await submitWorkedExamples({ ...stack.addresses, suffix });
  return new HandedIn(suffix, cases);
}

export class HandedIn {
  constructor(
    readonly suffix: string,
    readonly cases: readonly SubmittedCase[],
  ) {}

  get ids(): string[] {
    return this.cases.map(({ requestId }) => requestId);
  }

  id(of: ExampleId): string {
    const found = this.cases.find(({ worked }) => worked.id === of);
    if (!found) throw new Error(`${of} was not handed in`);
    return found.requestId;
  }
}

/** The body that hands in a worked case for the customers of `suffix`. */
export function bodyOf(of: ExampleId, suffix: string) {
  const worked = caseOf(of);
  const named = namedWith(suffix);
  return {
    legalEntity: ENTITY,
    channel: worked.channel,
    customerId: named(worked.customerId),
    invoiceId: named(worked.invoiceId),
    claimed: { amount: worked.claimed, currency: 'USD' },
    ...worked.said(named),
  };
}

export function caseOf(id: ExampleId): WorkedCase {
  const worked = WORKED_CASES.find((one) => one.id === id);
  if (!worked) throw new Error(`there is no worked case ${id}`);
  return worked;
}

export async function read(stack: StackUnderTest, requestId: string): Promise<RequestView> {
  const answer = await stack.callers.call<RequestView>(AUDITOR, `/v1/requests/${requestId}`);
  expect(answer.status, `reading ${requestId}`).toBe(200);
  return answer.body;
}

/** Resolves when the request is in this stage; fails with where it was instead. */
export const reaches = (
  stack: StackUnderTest,
  requestId: string,
  stage: RequestView['stage'],
): Promise<RequestView> =>
  vi.waitFor(async () => {
    const request = await read(stack, requestId);
    expect(request.stage, requestId).toBe(stage);
    return request;
  }, SOON);

/** Resolves when a seat of this level is open; fails with where the request was instead. */
export const awaitsLevel = (stack: StackUnderTest, requestId: string, level: number): Promise<Seat> =>
  vi.waitFor(async () => {
    const { stage, revision, proposal } = await read(stack, requestId);
    const open = proposal?.approvals.seats.find(({ state }) => state === 'open');
    expect({ stage, level: open?.level }, requestId).toEqual({ stage: 'approving', level });
    return { requestId, taskId: open?.taskId ?? '', revision, contentHash: proposal?.contentHash ?? '' };
  }, SOON);

/** What a decision is about. */
export interface Seat {
  readonly requestId: string;
  readonly taskId: string;
  readonly revision: number;
  readonly contentHash: string;
}

export const openTask = (stack: StackUnderTest, reader: string, requestId: string): Promise<TaskView> =>
  vi.waitFor(async () => {
    const { body } = await stack.callers.call<{ items: TaskView[] }>(reader, '/v1/tasks?view=mine&limit=100');
    const task = body.items.find(({ request }) => request.id === requestId);
    expect(task, `a task of ${requestId} in the inbox of ${reader}`).toBeDefined();
    return task as TaskView;
  }, SOON);

export const APPROVAL = { verdict: 'approve', reason: 'The evidence bears it out.' } as const;

/** Posts a decision; the answer as it came. */
export const decide = <T = { id: string; status: string }>(
  stack: StackUnderTest,
  person: string,
  { taskId, contentHash }: Pick<Seat, 'taskId' | 'contentHash'>,
  body: CreateDecision = APPROVAL,
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<Answer<T>> =>
  stack.callers.call<T>(person, `/v1/tasks/${taskId}/decisions`, {
    body,
    headers: { 'If-Match': `"${contentHash}"`, ...headers },
  });

/** A decision that must be taken. @returns its id */
export async function approve(stack: StackUnderTest, person: string, seat: Seat): Promise<string> {
  const { status, body } = await decide(stack, person, seat);
  expect({ status, body }, `${person} approves ${seat.requestId}`).toMatchObject({ status: 202 });
  return body.id;
}

/** Plays every approver until these requests are closed. */
export async function approveUntilClosed(
  stack: StackUnderTest,
  requestIds: readonly string[],
): Promise<void> {
  const api = apiOf(stack.addresses);
  await vi.waitFor(
    async () => {
      const stages = await stagesOf(stack, requestIds);
      const waiting = requestIds.filter((id) => stages[id] === 'approving');
      if (waiting.length > 0) await approveOnce(api, ENTITY, waiting);
      expect(stages).toEqual(Object.fromEntries(requestIds.map((id) => [id, 'closed'])));
    },
    { timeout: 60_000, interval: 200 },
  );
}

/** As the database has them: also while the API is down. */
export async function stagesOf(
  stack: StackUnderTest,
  requestIds: readonly string[],
): Promise<Record<string, string>> {
  const rows = await stack.sql<{ id: string; stage: string }[]>`
    select id, stage from request where id = any (${[...requestIds]})`;
  return Object.fromEntries(rows.map(({ id, stage }) => [id, stage]));
}

/** Resolves when every request of the stack waits for a person or is closed: nothing changes by itself any more. */
export const settles = ({ sql }: StackUnderTest): Promise<void> =>
  vi.waitFor(async () => {
    const moving =
      await sql`select id, stage from request where stage not in ('triage', 'approving', 'preparing', 'closed')`;
    expect([...moving]).toEqual([]);
  }, SOON);

/** Compares every figure of closed cases with what is expected of them: approvals, postings, balances, letters. */
export async function expectClosedAsWorked(
  stack: StackUnderTest,
  { suffix, cases }: Pick<HandedIn, 'suffix' | 'cases'>,
): Promise<void> {
  for (const { worked, requestId } of cases) {
    const request = await read(stack, requestId);
    const { body } = await stack.callers.call<{ items: DocumentView[] }>(
      AUDITOR,
      `/v1/requests/${requestId}/documents`,
    );
    const mailedTo = (await lettersAbout(stack, requestId)).map(({ to }) => to);
    expect(
      differences(worked, namedWith(suffix), { request, documents: body.items, mailedTo }),
      `${worked.title}, ${requestId}`,
    ).toEqual([]);
  }
}

/** What the mail server took. It keeps one letter for each Message-ID, so a letter written twice is there twice. */
export async function lettersAbout(
  stack: StackUnderTest,
  requestId: string,
): Promise<{ to: string; subject: string }[]> {
  const query = encodeURIComponent(`X-Docket-Request: ${requestId}`);
  const response = await fetch(`${stack.addresses.mailUrl}/api/letters?q=${query}`);
  const { letters } = (await response.json()) as { letters: { to: string; subject: string }[] };
  return letters;
}

/** Debits equal credits, the control accounts equal their sub-ledgers, and nothing posted twice. */
export async function expectLedgerInOrder({ sql }: StackUnderTest): Promise<void> {
  const totals = await sql`
    select legal_entity, currency, sum(debit_minor - credit_minor)::text as difference
    from trial_balance where currency is not null group by 1, 2 order by 1`;
  expect(totals.map((row) => ({ ...row }))).toEqual([
    { legal_entity: 'DE20', currency: 'EUR', difference: '0' },
    { legal_entity: 'US10', currency: 'USD', difference: '0' },
  ]);
  const receivables = await sql`
    select t.legal_entity, sum(t.debit_minor - t.credit_minor)::text as control,
           (select sum(open_minor)::text from invoice i where i.legal_entity = t.legal_entity) as invoices
    from trial_balance t where key = 'accounts-receivable' group by 1`;
  for (const row of receivables) expect(row['control'], String(row['legal_entity'])).toBe(row['invoices']);
  const twice = await sql`
    select request_id from journal_entry where request_id is not null group by request_id having count(*) > 1`;
  expect(twice.map((row) => row['request_id'])).toEqual([]);
}
