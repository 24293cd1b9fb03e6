import { styleText } from 'node:util';
import { postingsOf, seatsOf } from './compare.ts';
import type { CaseResult, DemoResult, TrialBalance } from './run.ts';

export const allAsExpected = ({ cases, trialBalance }: DemoResult): boolean =>
  cases.every((one) => one.differences.length === 0) && isBalanced(trialBalance);

const isBalanced = ({ totals }: TrialBalance): boolean =>
  totals.length > 0 && totals.every(({ balanced }) => balanced);

/** For people; colour only where `colour` says so. */
export function demoText(result: DemoResult, webUrl: string, colour: boolean): string {
  const paint = (style: 'green' | 'red' | 'bold' | 'dim', words: string): string =>
    colour ? styleText(style, words) : words;
  const cases = result.cases.flatMap((one) => caseLines(one, webUrl, paint));
  const good = result.cases.filter(({ differences }) => differences.length === 0).length;
  const verdict = allAsExpected(result)
    ? paint('green', `All ${result.cases.length} cases came out as expected; debits equal credits.`)
    : paint('red', `${good} of ${result.cases.length} cases came out as expected.`);
  return ['', ...cases, ...balanceLines(result.trialBalance, paint), '', verdict, ''].join('\n');
}

type Paint = (style: 'green' | 'red' | 'bold' | 'dim', words: string) => string;

function caseLines(one: CaseResult, webUrl: string, paint: Paint): string[] {
  const { worked, request, requestId, documents } = one;
  const mark = one.differences.length === 0 ? paint('green', '✓') : paint('red', '✗');
  const seats = seatsOf(request).map(({ role, by }) => `${role}: ${by ?? 'open'}`);
  const letters = documents.filter(({ sentAt }) => sentAt !== null).map(({ title }) => title);
  const rows: [string, string][] = [
    [
      'classified',
      `${request.type ?? '–'} ${request.reason ?? ''} → ${request.team ?? '–'}, ${request.priority ?? '–'}`,
    ],
    ['approved by', seats.length === 0 ? 'nobody needed' : seats.join(', ')],
    [
      'outcome',
      request.outcome ?? `none; ${request.stage}, waiting for ${request.waiting.for ?? 'the system'}`,
    ],
    [
      'posted',
      postingsOf(request)
        .map((line) => line.join(' '))
        .join(' | ') || 'nothing',
    ],
    [
      'invoice open',
      request.proposal?.balance
        ? `${request.proposal.balance.before.amount} → ${request.proposal.balance.after.amount}`
        : '–',
    ],
    ['sent', letters.join(' | ') || 'nothing'],
  ];
  return [
    `${mark} ${paint('bold', worked.title)}  ${requestId}  ${one.seconds.toFixed(1)} s`,
    ...rows.map(([what, words]) => `    ${what.padEnd(13)}${words}`),
    paint('dim', `    ${webUrl}/requests/${requestId}`),
    ...one.differences.map(({ what, expected, found }) =>
      paint('red', `    ${what}: expected ${expected}, found ${found}`),
    ),
    '',
  ];
}

function balanceLines({ legalEntity, accounts, totals }: TrialBalance, paint: Paint): string[] {
  const moved = accounts.filter(({ debit, credit }) => !isNothing(debit.amount) || !isNothing(credit.amount));
  const row = (name: string, debit: string, credit: string): string =>
    `  ${name.padEnd(34)}${debit.padStart(18)}${credit.padStart(18)}`;
  return [
    paint('bold', `Trial balance of ${legalEntity}`),
    row('', 'debit', 'credit'),
    ...moved.map(({ number, name, debit, credit }) => row(`${number} ${name}`, debit.amount, credit.amount)),
    ...totals.map(({ debit, credit, balanced }) =>
      paint(balanced ? 'green' : 'red', row(`Total ${debit.currency}`, debit.amount, credit.amount)),
    ),
  ];
}

const isNothing = (amount: string): boolean => /^[0.]+$/.test(amount);

/** The same for programs. */
export const demoJson = (result: DemoResult) => ({
  run: result.run,
  asExpected: allAsExpected(result),
  cases: result.cases.map(({ worked, requestId, request, documents, mailedTo, differences, seconds }) => ({
    case: worked.id,
    requestId,
    asExpected: differences.length === 0,
    differences,
    seconds,
    type: request.type,
    reason: request.reason,
    team: request.team,
    priority: request.priority,
    outcome: request.outcome,
    approvals: seatsOf(request),
    postings: postingsOf(request),
    invoice: request.proposal?.balance ?? null,
    documents: documents.map(({ kind, title, recipient, sentAt }) => ({ kind, title, recipient, sentAt })),
    mailedTo,
  })),
  trialBalance: result.trialBalance,
});
