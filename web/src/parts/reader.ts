import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/reader.ts';
import type { Me } from '../api/resources.ts';

/** The signed-in reader. Screens are only shown once it is known. */
export function useReader(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Those whom the API lets read a ledger. */
const LEDGER_READERS: ReadonlySet<string> = new Set(['controller', 'cfo', 'treasurer', 'manager', 'auditor']);

/** The legal entities whose ledger the reader may read. */
export const ledgersOf = ({ entities, grants }: Me): Me['entities'] =>
  entities.filter(({ code }) =>
    grants.some(({ role, entity }) => LEDGER_READERS.has(role) && (entity === '*' || entity === code)),
  );

/** The business zone of a legal entity; undefined while unknown. */
export function useZoneOf(entity: string | undefined): string | undefined {
  return useReader()?.entities.find((one) => one.code === entity)?.zone;
}
