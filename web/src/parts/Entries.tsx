import { EntriesByColumn } from './EntriesByColumn.tsx';
import { EntriesBySide } from './EntriesBySide.tsx';
import type { JournalLines } from './journal-lines.ts';
import { useIsWide } from './width.ts';

/** Journal lines: a debit and a credit column, or the side in words where two columns of amounts have no room. */
export function Entries(props: JournalLines) {
  return useIsWide() ? <EntriesByColumn {...props} /> : <EntriesBySide {...props} />;
}
