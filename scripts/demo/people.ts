import { SEED_PEOPLE } from '../../db/seed/people.ts';

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** The post, and what its holder finds in the inbox. */
  readonly role: string;
}

const WORTH_SEEING: readonly (readonly [id: string, sees: string])[] = [
  ['person:priya.raman', 'first approval of credits above 500 USD'],
  ['person:robert.kim', 'second approval of credits above 5,000 USD'],
  ['person:margaret.whitfield', 'large credits, the ledger and the trial balance of both companies'],
  ['person:maria.alvarez', 'the billing queue: what the rules could not settle'],
  ['person:elena.petrova', 'payments that do not match exactly'],
  ['person:jamie.sullivan', 'hands in requests for customers, sorts what no rule understood'],
  ['person:katrin.hoffmann', 'the same in euros, at Docket Demo GmbH'],
  ['person:ruth.feldman', 'reads everything, changes nothing'],
];

/** Whom to sign in as, for a first look around. */
export const people: readonly DemoPerson[] = WORTH_SEEING.flatMap(([id, sees]) => {
  const person = SEED_PEOPLE.find((one) => one.id === id);
  return person ? [{ id, name: person.name, email: person.email, role: `${person.post}: ${sees}` }] : [];
});
