import type { RequestDetail } from '../../api/resources.ts';
import { Entries } from '../../parts/Entries.tsx';
import { Section } from '../../parts/Section.tsx';
import { fromKey } from '../../parts/words.ts';

/** What the ledger holds because of this request. */
export function PostingsSection({ request }: { request: RequestDetail }) {
  return (
    <Section title="Posted to the ledger">
      {request.postings.map((entry) => (
        <Entries
          key={entry.entryNumber}
          lines={entry.lines}
          caption={`${entry.entryNumber}, ${entry.postingDate}: ${fromKey(entry.documentType).toLowerCase()} ${entry.documentId}`}
        />
      ))}
    </Section>
  );
}
