import type { z } from 'zod';
import type { documentView, RequestView } from '../../api/schemas/resources.ts';
import type { WorkedCase } from './worked-cases.ts';

export type DocumentView = z.infer<typeof documentView>;

/** Everything a case left behind, as the API and the mail server show it. */
export interface Happened {
  readonly request: RequestView;
  readonly documents: readonly DocumentView[];
  /** Recipients of the mail that names the case's invoice or request. */
  readonly mailedTo: readonly string[];
}

export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

type Named = (id: string) => string;

/** Where what happened differs from what is expected; empty when nothing does. */
export function differences({ expect }: WorkedCase, named: Named, happened: Happened): Difference[] {
  const { request, documents } = happened;
  const seats = seatsOf(request);
  const pairs: [what: string, expected: unknown, found: unknown][] = [
    ['stage', 'closed', request.stage],
    ['type', expect.type, request.type],
    ['reason', expect.reason, request.reason],
    ['team', expect.team, request.team],
    ['priority', expect.priority, request.priority],
    ['outcome', expect.outcome, request.outcome],
    ['roles that approved, in order', expect.approvals, seats.map(({ role }) => role)],
    ['people who approved', seats.length, new Set(seats.map(({ by }) => by)).size],
    ['verdicts', seats.map(() => 'approve'), seats.map(({ verdict }) => verdict)],
    ['postings', sorted(expect.postings.map(([...line]) => line)), sorted(postingsOf(request))],
    ['credit memo', expect.creditMemo, creditMemoOf(request)],
    ['invoice open after', expect.invoiceOpenAfter, request.proposal?.balance?.after.amount],
    ['letters', [...expect.letters].toSorted(), lettersOf(documents)],
    ['corrected invoice total', expect.correctedInvoiceTotal, correctedTotalOf(request, documents)],
    ['evidence', true, request.evidence.some(({ sourceRef }) => sourceRef === named(expect.evidence))],
    [
      'mail for each letter',
      expect.letters.length,
      Math.min(expect.letters.length, happened.mailedTo.length),
    ],
    ['look-back', lookBackExpected(expect, named), lookBackOf(request, expect.lookBack !== undefined)],
    ['binding clock', expect.bindingClock, expect.bindingClock && bindingClockOf(request)],
  ];
  return pairs.flatMap(([what, expected, found]) =>
    text(expected) === text(found) ? [] : [{ what, expected: text(expected), found: text(found) }],
  );
}

export interface FilledSeat {
  readonly role: string;
  readonly by: string | null;
  readonly verdict: string | null;
}

/** The seats of the approval chain, level by level. */
export const seatsOf = ({ proposal }: RequestView): FilledSeat[] =>
  (proposal?.approvals.seats ?? [])
    .toSorted((a, b) => a.level - b.level)
    .map(({ role, decidedBy, verdict }) => ({ role, by: decidedBy?.name ?? null, verdict }));

/** Lines of all entries of the request: account, side, amount. */
export const postingsOf = ({ postings }: RequestView): string[][] =>
  postings.flatMap(({ lines }) => lines.map(({ account, side, amount }) => [account, side, amount.amount]));

/** The gross amount of the credit memo that was posted; null when there is none. */
const creditMemoOf = ({ proposal, postings }: RequestView): string | null =>
  proposal?.resolutionKind === 'credit-memo' &&
  postings.some(({ documentType }) => documentType === 'credit-memo')
    ? proposal.amount.amount
    : null;

const lettersOf = (documents: readonly DocumentView[]): string[] =>
  documents
    .filter(
      ({ kind, sentAt }) => ['resolution-letter', 'corrected-invoice'].includes(kind) && sentAt !== null,
    )
    .map(({ kind }) => kind)
    .toSorted();

/** As the restatement that went to the customer says it. */
function correctedTotalOf({ proposal }: RequestView, documents: readonly DocumentView[]): string | null {
  if (proposal?.resolutionKind !== 'credit-memo') return null;
  const restatement = documents.find(({ kind }) => kind === 'corrected-invoice');
  const shown = /corrected total:?\s*(\d[\d,]*\.\d+)/i.exec(restatement?.text ?? '')?.[1];
  return shown?.replaceAll(',', '') ?? null;
}

const lookBackExpected = ({ lookBack }: WorkedCase['expect'], named: Named): string[] | null =>
  lookBack ? [`${named(lookBack.invoiceId)} ${lookBack.difference}`] : null;

const lookBackOf = ({ lookBack }: RequestView, wanted: boolean): string[] | null =>
  wanted ? lookBack.map(({ invoiceId, difference }) => `${invoiceId} ${difference.amount}`) : null;

/** A closed request's clocks have stopped; the one that bound is still marked. */
const bindingClockOf = ({ clocks }: RequestView): string | undefined =>
  clocks.find(({ binding }) => binding)?.name;

const sorted = (lines: readonly (readonly string[])[]): string[] =>
  lines.map((line) => line.join(' ')).toSorted();

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
