import type { PostingLine } from '../api/resources.ts';

export interface JournalLines {
  readonly lines: readonly PostingLine[];
  readonly caption: string;
}

export const journalLineKey = ({ side, account, amount }: PostingLine): string =>
  `${side} ${account} ${amount.currency}`;
