import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/reader.ts';
import type { Me } from '../api/resources.ts';

/** The signed-in reader. Screens are only shown once it is known. */
export function useReader(): Me | undefined {
  return useQuery(meQuery).data;
}

/** Those whom the API lets read a ledger. */
const LEDGER_READERS: ReadonlySet<string> = new Set(['controller', 'cfo', 'treasurer', 'manager', 'auditor']);

/** Those whom it lets read a dashboard. */
const DASHBOARD_READERS: ReadonlySet<string> = new Set([
  'team-lead',
  'manager',
  'controller',
  'treasurer',
  'cfo',
  'auditor',
]);

/** Those whom it lets read who could act alone. */
const SEGREGATION_READERS: ReadonlySet<string> = new Set(['controller', 'cfo', 'auditor']);

/** Those whom it lets hand in requests for customers. */
const INTAKE_ROLES: ReadonlySet<string> = new Set(['service-desk', 'analyst', 'team-lead']);

/** The legal entities in which the reader may hand in a request. */
export const intakesOf = (me: Me): Me['entities'] =>
  me.kind === 'person' ? entitiesWith(me, INTAKE_ROLES) : [];
/** The legal entities whose ledger the reader may read. */
export const ledgersOf = (me: Me): Me['entities'] => entitiesWith(me, LEDGER_READERS);
/** Those whose dashboard. */
export const dashboardsOf = (me: Me): Me['entities'] => entitiesWith(me, DASHBOARD_READERS);
/** Those whose segregation of duties. */
export const segregationOf = (me: Me): Me['entities'] => entitiesWith(me, SEGREGATION_READERS);

const entitiesWith = ({ entities, grants }: Me, roles: ReadonlySet<string>): Me['entities'] =>
  entities.filter(({ code }) =>
    grants.some(({ role, entity }) => roles.has(role) && (entity === '*' || entity === code)),
  );

/** The business zone of a legal entity; undefined while unknown. */
export function useZoneOf(entity: string | undefined): string | undefined {
  return useReader()?.entities.find((one) => one.code === entity)?.zone;
}
