import type { Tx } from '../../db/connection.ts';
import { principalNames } from '../../db/stores/people.ts';
import { contactNames } from '../../db/stores/reading-record.ts';

export interface PersonView {
  id: string;
  name: string;
}

/** Names an actor as people know them: a principal's name, a customer's contact, or Docket itself. */
export type NameOf = (actorId: string) => PersonView;

export async function namesFor(
  tx: Tx,
  legalEntity: string,
  actorIds: readonly (string | null)[],
): Promise<NameOf> {
  const ids = [...new Set(actorIds.filter((id) => id !== null))];
  const people = await principalNames(
    tx,
    ids.filter((id) => /^(person|service):/.test(id)),
  );
  const customerIds = ids.filter((id) => id.startsWith('contact:')).map((id) => id.slice('contact:'.length));
  const contacts = await contactNames(tx, legalEntity, customerIds);
  return (id) => ({ id, name: people.get(id) ?? contactName(id, contacts) ?? systemName(id) ?? id });
}

const contactName = (id: string, contacts: ReadonlyMap<string, string>): string | undefined =>
  id.startsWith('contact:') ? (contacts.get(id.slice('contact:'.length)) ?? 'The customer') : undefined;

const systemName = (id: string): string | undefined =>
  id.startsWith('system@') ? `Docket (policy ${id.slice('system@'.length)})` : undefined;
