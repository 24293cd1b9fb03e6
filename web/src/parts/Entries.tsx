import type { PostingLine } from '../api/resources.ts';
import { EntriesByColumn } from './EntriesByColumn.tsx';
import { EntriesBySide } from './EntriesBySide.tsx';
import { useIsWide } from './width.ts';

export interface EntriesProps {
  readonly lines: readonly PostingLine[];
  readonly caption: string;
}

/** Journal lines: a debit and a credit column, or the side in words where two columns of amounts have no room. */
export function Entries(props: EntriesProps) {
  return useIsWide() ? <EntriesByColumn {...props} /> : <EntriesBySide {...props} />;
}

export const entryKey = ({ side, account, amount }: PostingLine): string =>
  `${side} ${account} ${amount.currency}`;
