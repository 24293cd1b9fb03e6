import type { RequestDetail } from '../../api/resources.ts';
import { moneyWords } from '../../parts/money-words.ts';

/** What an approval of the request's proposal is called: a denial grants nothing, so it names no amount. */
export function approvalWords({ proposal }: Pick<RequestDetail, 'proposal'>): string {
  if (!proposal) return 'Approve';
  return proposal.resolutionKind === 'denial'
    ? 'Approve the denial'
    : `Approve ${moneyWords(proposal.amount)}`;
}

/** The same without an amount: for the button that opens the dialog, and its title. */
export const approveWords = (request: Pick<RequestDetail, 'proposal'> | undefined): string =>
  request?.proposal?.resolutionKind === 'denial' ? 'Approve the denial' : 'Approve';
