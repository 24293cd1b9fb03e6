import type { AuditEntry } from '../db/audit.ts';
import type { Tx } from '../db/connection.ts';
import { candidatesOf, type Seat } from '../db/stores/decision-context.ts';
import { involvementIn, type Involvement } from '../db/stores/involvement.ts';
import { holdsRole } from '../domain/actor.ts';
import { all } from '../domain/amount-words.ts';
import type { Person } from '../domain/directory.ts';
import { oneEach, type Message, type Notice } from '../domain/notice.ts';
import { roleWords } from '../domain/role-words.ts';
import { heldRole } from '../domain/stand-in.ts';
import type { Role, Team } from '../domain/vocabulary.ts';
import { managersOf, present, toldBy } from '../domain/whom-to-tell.ts';
import type { Casework } from './casework.ts';
import { belongingOf } from './ladder-notices.ts';

/** Seats that nobody may fill are on record, and whoever can change that is told. Nobody comes to hold more than before. */
export interface Unfillable {
  readonly messages: readonly Message[];
  readonly audit: readonly AuditEntry[];
}

/** Of the seats of a level that has just been written as open. */
export async function tellOfUnfillable(
  tx: Tx,
  work: Casework,
  opened: readonly (Seat & { readonly level: number | null })[],
  now: string,
): Promise<{ readonly notices: readonly Notice[]; readonly audit: readonly AuditEntry[] }> {
  const [first] = opened;
  if (!first) return { notices: [], audit: [] };
  const { messages, audit } = unfillable(
    work,
    opened,
    await involvementIn(tx, [work.request], new Date(now)),
  );
  return { notices: oneEach(`unfillable/${first.revision}/${first.level ?? 0}`, messages), audit };
}

export function unfillable(work: Casework, seats: readonly Seat[], involvement: Involvement): Unfillable {
  const empty = seats.filter((seat) => candidatesOf(work.request, seat, 'approve', involvement).length === 0);
  const found = empty.map((seat) => {
    const holders = holdersOf(work, seat, involvement);
    return { seat, holders, why: whyNobody(work, holders) };
  });
  return {
    messages: found.flatMap(({ seat, holders, why }) =>
      recipientsOf(work, holders, involvement).map((id) => message(work, seat, why, id)),
    ),
    audit: found.map(({ seat, why }) => ({
      actorId: `system@${work.policy.version}`,
      kind: 'seat-unfillable',
      detail: { taskId: seat.id, role: seat.role, team: seat.team, revision: seat.revision, why },
    })),
  };
}

const holdersOf = ({ request }: Casework, { role, team }: Seat, { directory }: Involvement): Person[] => {
  const seat = { legalEntity: request.legalEntity, role: role as Role, team: team as Team | '*' };
  return directory.people.filter((person) => heldRole(person, { ...seat, assigneeId: null }) !== undefined);
};

const whyNobody = ({ request }: Casework, holders: readonly Person[]): string =>
  holders.length === 0
    ? `nobody of ${request.legalEntity} holds the role`
    : `${all(holders.map(({ name }) => name))} ${holders.length === 1 ? 'holds' : 'hold'} the role, but had a part in the request, has another seat of it, or acted for this customer in a way that keeps them from approving`;

/** The managers of those who hold the role, and the controllers; where there are none of either, the receivables managers. */
function recipientsOf(
  work: Casework,
  holders: readonly Person[],
  { directory }: Involvement,
): readonly string[] {
  const { request, policy } = work;
  const managers = managersOf(
    holders.map(({ id }) => id),
    directory,
  );
  const controllers = directory.people
    .filter((person) => holdsRole(person, 'controller', request.legalEntity))
    .map(({ id }) => id);
  const told = [...new Set([...managers, ...controllers])];
  return told.length > 0
    ? present(told, request.legalEntity, directory)
    : toldBy(policy, ['manager'], belongingOf(work), directory);
}

function message({ request }: Casework, { role, team }: Seat, why: string, recipientId: string): Message {
  const seat = roleWords(role as Role, team as Team | '*');
  return {
    recipientId,
    kind: 'approval-expired',
    title: `${request.id}: nobody may approve it as ${seat}`,
    text: `Request ${request.id} needs the approval of a ${seat} of ${request.legalEntity}, and nobody may give it: ${why}. Nothing is approved by waiting. Appoint somebody to the role, or have one who may approve lend the authority to somebody, who had no part in the request; what those who had a part in it lend does not count.`,
  };
}
