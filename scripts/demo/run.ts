import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { RequestView, trialBalanceView } from '../../api/schemas/resources.ts';
import { EXAMPLE_ENTITY, namedWith, seedWorkedExamples } from '../../db/seed/worked-examples.ts';
import type { Report } from '../parts/report.ts';
import type { StackAddresses } from '../stack/run-file.ts';
import { apiOf, type Api } from './api.ts';
import { approveOnce, isPlayed } from './approvers.ts';
import { submitWorkedExamples, type SubmittedCase } from './cases.ts';
import { differences, type Difference, type DocumentView, type Happened } from './compare.ts';

/** Who reads the results: everything of every legal entity, and nothing else. */
const READER = 'person:ruth.feldman';
const LOOK_EVERY_MS = 400;

export interface CaseResult extends SubmittedCase, Happened {
  readonly differences: readonly Difference[];
  readonly seconds: number;
}

export type TrialBalance = z.infer<typeof trialBalanceView>;

export interface DemoResult {
  readonly run: string;
  readonly cases: readonly CaseResult[];
  readonly trialBalance: TrialBalance;
}

/**
 * One run of the five cases with customers of its own: seeded, handed in, approved, closed, compared. A case that does not close
 * within `withinMs` is a difference, not an error.
 */
export async function runDemo(
  stack: StackAddresses,
  run: string,
  withinMs: number,
  report: Report,
): Promise<DemoResult> {
  const suffix = `-${run}`;
  const api = apiOf(stack);
  report('seeding fresh customers');
  await seedWorkedExamples(stack.databaseUrls.owner, suffix);
  report('handing in five requests');
  const began = Date.now();
  const submitted = await submitWorkedExamples({ ...stack, suffix });
  const settled = await untilSettled(api, submitted, began + withinMs, report);
  report('comparing');
  const cases = await Promise.all(
    submitted.map(async (one): Promise<CaseResult> => {
      const request = settled.get(one.requestId) ?? (await read(api, one.requestId));
      const happened = { request, ...(await lettersOf(api, stack.mailUrl, request, one)) };
      return {
        ...one,
        ...happened,
        differences: differences(one.worked, namedWith(suffix), happened),
        seconds:
          (Date.parse(request.closedAt ?? new Date().toISOString()) - Date.parse(request.receivedAt)) / 1000,
      };
    }),
  );
  const trialBalance = await api.get<TrialBalance>(
    READER,
    `/v1/entities/${EXAMPLE_ENTITY.code}/trial-balance`,
  );
  return { run, cases, trialBalance };
}

/** Plays the approvers until every request is closed, stuck where nobody here acts, or out of time. */
async function untilSettled(
  api: Api,
  submitted: readonly SubmittedCase[],
  deadline: number,
  report: Report,
): Promise<Map<string, RequestView>> {
  const settled = new Map<string, RequestView>();
  while (settled.size < submitted.length && Date.now() < deadline) {
    const open = submitted.map(({ requestId }) => requestId).filter((id) => !settled.has(id));
    const views = await Promise.all(open.map((id) => read(api, id)));
    for (const view of views) if (isSettled(view)) settled.set(view.id, view);
    report(`${settled.size} of ${submitted.length} closed; ${standing(views)}`);
    const approvable = views.filter(({ stage }) => stage === 'approving').map(({ id }) => id);
    const approved = approvable.length > 0 ? await approveOnce(api, EXAMPLE_ENTITY.code, approvable) : [];
    if (approved.length === 0) await sleep(LOOK_EVERY_MS);
  }
  return settled;
}

const read = (api: Api, requestId: string): Promise<RequestView> =>
  api.get(READER, `/v1/requests/${requestId}`);

/** Closed, or waiting for someone whom the demo does not play. */
function isSettled({ stage, proposal }: RequestView): boolean {
  if (stage === 'closed') return true;
  if (['triage', 'preparing', 'awaiting-customer'].includes(stage)) return true;
  const openSeat = proposal?.approvals.seats.find(({ state }) => state === 'open');
  return stage === 'approving' && openSeat !== undefined && !isPlayed(openSeat.role);
}

const standing = (views: readonly RequestView[]): string =>
  [...new Set(views.map(({ stage, waiting }) => (waiting.for ? `${stage} (${waiting.for})` : stage)))].join(
    ', ',
  );

/** Letters as recorded, and as the mail server took them; mail may be a moment behind the closing. */
async function lettersOf(
  api: Api,
  mailUrl: string,
  request: RequestView,
  { worked }: SubmittedCase,
): Promise<Omit<Happened, 'request'>> {
  const { items: documents } = await api.get<{ items: DocumentView[] }>(
    READER,
    `/v1/requests/${request.id}/documents`,
  );
  const addresses = new Set(documents.map(({ recipient }) => recipient));
  let mailedTo: string[] = [];
  for (let tries = 0; tries < 20; tries += 1) {
    mailedTo = (await mailAbout(mailUrl, request.invoiceId ?? request.id)).filter((to) =>
      [...addresses].some((address) => to.includes(address)),
    );
    if (request.stage !== 'closed' || mailedTo.length >= worked.expect.letters.length) break;
    await sleep(250);
  }
  return { documents, mailedTo };
}

async function mailAbout(mailUrl: string, words: string): Promise<string[]> {
  const response = await fetch(`${mailUrl}/api/letters?q=${encodeURIComponent(words)}`, {
    signal: AbortSignal.timeout(5_000),
  });
  const { letters } = (await response.json()) as { letters: { to: string }[] };
  return letters.map(({ to }) => to);
}
