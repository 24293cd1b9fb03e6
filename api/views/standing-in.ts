import type { z } from 'zod';
import type { LegalEntity } from '../../db/stores/people.ts';
import type { AbsenceRow, Colleague, DelegationRow } from '../../db/stores/standing-in.ts';
import type { Actor, RoleGrant } from '../../domain/actor.ts';
import { lendable } from '../../domain/lending.ts';
import { roleWords } from '../../domain/role-words.ts';
import {
  DELEGABLE_ROLES,
  type absenceView,
  type delegationView,
  type standingInView,
} from '../schemas/standing-in.ts';
import { moneyOfColumns } from './money.ts';
import type { NameOf } from './names.ts';

export type AbsenceView = z.infer<typeof absenceView>;
export type DelegationView = z.infer<typeof delegationView>;
type Options = z.infer<typeof standingInView>['options'];

const phaseOf = ({ from, until }: { from: Date; until: Date }, now: Date): 'coming' | 'now' | 'over' =>
  until <= now ? 'over' : from <= now ? 'now' : 'coming';

/** @param mayCancel whether the reader is the person, or the person's manager */
export function absenceViewOf(row: AbsenceRow, nameOf: NameOf, now: Date, mayCancel: boolean): AbsenceView {
  const state = row.cancelledAt === null ? phaseOf(row, now) : 'cancelled';
  return {
    id: row.id,
    person: nameOf(row.principalId),
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    note: row.note,
    state,
    mayCancel: mayCancel && (state === 'coming' || state === 'now'),
  };
}

export function delegationViewOf(
  row: DelegationRow,
  nameOf: NameOf,
  { now, readerId, entities }: { now: Date; readerId: string; entities: readonly LegalEntity[] },
): DelegationView {
  const state = row.revokedAt === null ? phaseOf(row, now) : 'revoked';
  const currency = entities.find(({ code }) => code === row.entity)?.currency;
  return {
    id: row.id,
    delegator: nameOf(row.delegatorId),
    delegate: nameOf(row.delegateId),
    role: row.role,
    entity: row.entity,
    team: row.team,
    limit:
      row.limitMinor === null || currency === undefined ? null : moneyOfColumns(row.limitMinor, currency),
    from: row.from.toISOString(),
    until: row.until.toISOString(),
    reason: row.reason,
    state,
    mayRevoke: row.delegatorId === readerId && (state === 'coming' || state === 'now'),
  };
}

/** What of these grants could be lent, each as it is held. */
export const lendableRoles = (grants: readonly RoleGrant[]): Options['roles'] =>
  DELEGABLE_ROLES.flatMap((role) =>
    lendable(grants, { role, entity: '*', team: '*' }).map(({ entity, team }) => ({ role, entity, team })),
  );

/** Who holds none but these neither prepares nor decides requests. */
const APART: readonly RoleGrant['role'][] = ['auditor', 'operator', 'policy-author', 'policy-publisher'];

/** Whom something may be lent: people who work on requests, but the reader and auditors; the reader's own teams first. */
export function possibleDelegates(people: readonly Colleague[], reader: Actor): Options['people'] {
  const own = new Set<string>(reader.grants.map(({ team }) => team));
  own.delete('*');
  const near = ({ grants }: Colleague) => (grants.some(({ team }) => own.has(team)) ? 0 : 1);
  return people
    .filter(({ id, grants }) => id !== reader.id && !grants.some(({ role }) => role === 'auditor'))
    .filter(({ grants }) => grants.some(({ role }) => !APART.includes(role)))
    .toSorted((a, b) => near(a) - near(b))
    .map(({ id, name, grants }) => ({ id, name, post: postWords(grants) }));
}

/** "billing analyst, billing team lead", whatever the entity. */
const postWords = (grants: readonly RoleGrant[]): string => {
  const posts = grants.flatMap(({ role, team }) =>
    role === 'channel' || role === 'operator' ? [] : [roleWords(role, team)],
  );
  return [...new Set(posts)].join(', ');
};
