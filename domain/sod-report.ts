import type { ActorId } from './actor.ts';
import type { Delegation, Directory, Person } from './directory.ts';
import { compareInstants, describeDay, type Instant } from './instant.ts';
import type { MatrixColumn, Policy } from './policy/schema.ts';
import { roleWords } from './role-words.ts';
import { dutiesOf } from './segregation.ts';
import type { Duty, Role, Team } from './vocabulary.ts';

/** A role somebody could use in one legal entity, of their own or lent to them. */
interface Holding {
  readonly role: Role;
  readonly team: Team | '*';
  /** Minor units, inclusive; null: as much as the role may. */
  readonly limit: bigint | null;
  /** "billing team lead", "controller, lent by Margaret Whitfield until 3 Dec 2026". */
  readonly words: string;
}

export interface RoleConflict {
  readonly personId: ActorId;
  /** Id of the policy's pair. */
  readonly pair: string;
  readonly because: string;
  /** The roles and delegations that give both duties. */
  readonly through: readonly string[];
}

export interface CouldDoAlone {
  readonly personId: ActorId;
  /** Largest refund in minor units of the functional currency, inclusive; null: any. */
  readonly upToMinor: string | null;
  readonly through: readonly string[];
}

export interface SodReport {
  /** People with any role in the entity, of their own or lent. */
  readonly checked: number;
  readonly conflicts: readonly RoleConflict[];
  readonly alone: readonly CouldDoAlone[];
}

export interface SodQuestion {
  readonly directory: Directory;
  readonly policy: Policy;
  readonly legalEntity: string;
  readonly now: Instant;
}

/** Only the credit team owns requests for credit; the rest may be owned by any team. */
const CREDIT_COLUMNS: readonly MatrixColumn[] = ['credit-limit', 'lower-credit-limit', 'restructuring'];

/** What a role may do beside approving (the product's table of people). `team`: only in that team. */
const BY_ROLE: readonly { role: Role; team?: Team; duties: readonly Duty[] }[] = [
  { role: 'service-desk', duties: ['request'] },
  { role: 'team-lead', duties: ['request'] },
  { role: 'analyst', duties: ['request', 'prepare'] },
  { role: 'analyst', team: 'cash-application', duties: ['apply-cash'] },
  { role: 'analyst', team: 'billing', duties: ['request-write-off'] },
  { role: 'analyst', team: 'credit', duties: ['request-write-off', 'override-score'] },
  { role: 'payment-releaser', duties: ['release-payment'] },
  { role: 'master-data-steward', duties: ['change-bank-details'] },
  { role: 'kyc-officer', duties: ['clear-kyc'] },
  { role: 'policy-author', duties: ['author-policy'] },
  { role: 'policy-publisher', duties: ['publish-policy'] },
];

/**
 * Who could, with the roles they hold and those lent to them, do what two people should do; and who could complete a refund alone if
 * nothing looked at who did what. Over the role model itself: what people did is not asked.
 */
export function sodReport(question: SodQuestion): SodReport {
  const holdings = question.directory.people
    .map((person) => ({ person, held: holdingsOf(question, person) }))
    .filter(({ held }) => held.length > 0);
  return {
    checked: holdings.length,
    conflicts: holdings.flatMap(({ person, held }) => conflictsOf(question.policy, person.id, held)),
    alone: holdings.flatMap(({ person, held }) => aloneWith(question.policy, person.id, held) ?? []),
  };
}

function conflictsOf(policy: Policy, personId: ActorId, held: readonly Holding[]): RoleConflict[] {
  const able = held.map((holding) => ({ words: holding.words, duties: dutiesOfHolding(policy, holding) }));
  return policy.segregation.pairs.flatMap(({ id, duties, because }) => {
    const each = duties.map((duty) => able.filter((one) => one.duties.has(duty)).map(({ words }) => words));
    return each.every((words) => words.length > 0)
      ? [{ personId, pair: id, because, through: distinct(each.flat()) }]
      : [];
  });
}

/** The role's own, and the approvals of every matrix column in which the policy seats it. */
function dutiesOfHolding(policy: Policy, holding: Holding): ReadonlySet<Duty> {
  const own = BY_ROLE.filter(
    ({ role, team }) => role === holding.role && teamsMeet(team ?? '*', holding.team),
  );
  const columns = (Object.keys(policy.approvals.matrix) as MatrixColumn[]).filter((column) =>
    policy.approvals.matrix[column].some(({ levels }) =>
      levels.some(({ seats }) => seats.some((seat) => fillsSeat(seat, column, null, holding))),
    ),
  );
  const approvals = columns.flatMap((column) => dutiesOf('approve', 'approve', column));
  return new Set([...own.flatMap(({ duties }) => duties), ...approvals]);
}

type Band = Policy['approvals']['matrix'][MatrixColumn][number];
type PolicySeat = Band['levels'][number]['seats'][number];

/** @param owner the team that owns the request; null: any that may */
function fillsSeat(
  seat: PolicySeat,
  column: MatrixColumn,
  owner: Team | null,
  { role, team }: Holding,
): boolean {
  if (seat.role !== role) return false;
  if (seat.team !== 'owner') return teamsMeet(seat.team, team);
  return teamsMeet(owner ?? (CREDIT_COLUMNS.includes(column) ? 'credit' : '*'), team);
}

const teamsMeet = (a: Team | '*', b: Team | '*'): boolean => a === '*' || b === '*' || a === b;

// A refund, from capture to release ------------------------------------------------------------------------------------------

function aloneWith(policy: Policy, personId: ActorId, held: readonly Holding[]): CouldDoAlone[] | null {
  const may = (duty: Duty) => held.filter((holding) => dutiesOfHolding(policy, holding).has(duty));
  const [capturing, preparing, releasing] = [may('request'), may('prepare'), may('release-payment')];
  if (capturing.length === 0 || preparing.length === 0 || releasing.length === 0) return null;
  const reaches = distinct(preparing.map(({ team }) => team)).flatMap((team) => {
    const owner = team === '*' ? null : team;
    const reach = farthest(policy, owner, held);
    const preparers = preparing.filter((one) => one.team === team);
    return reach ? [{ ...reach, through: [...capturing, ...preparers, ...reach.through, ...releasing] }] : [];
  });
  const [best] = reaches.toSorted((a, b) => largestFirst(a.upTo, b.upTo));
  if (!best) return null;
  const through = distinct(best.through.map(({ words }) => words));
  return [{ personId, upToMinor: best.upTo?.toString() ?? null, through }];
}

interface Reach {
  readonly upTo: bigint | null;
  readonly through: readonly Holding[];
}

/** The largest band whose every seat the person could fill, if nobody minded that it is one person. */
function farthest(policy: Policy, owner: Team | null, held: readonly Holding[]): Reach | undefined {
  const bands = policy.approvals.matrix.refund;
  const reaches = bands.flatMap((band, i): Reach[] => {
    const seats = band.levels.flatMap((level) => level.seats);
    const filled = seats.map((seat) =>
      held
        .filter((holding) => fillsSeat(seat, 'refund', owner, holding))
        .toSorted((a, b) => largestFirst(a.limit, b.limit)),
    );
    const through = filled.flatMap(([strongest]) => strongest ?? []);
    if (through.length < seats.length) return [];
    const upTo = [band.upTo === null ? null : BigInt(band.upTo), ...through.map(({ limit }) => limit)]
      .toSorted(largestFirst)
      .at(-1);
    const above = BigInt(bands[i - 1]?.upTo ?? 0);
    return upTo === undefined || (upTo !== null && upTo <= above) ? [] : [{ upTo, through }];
  });
  return reaches.at(-1);
}

/** Null, no bound, is the largest. */
function largestFirst(a: bigint | null, b: bigint | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return a === b ? 0 : a > b ? -1 : 1;
}

// What people hold -------------------------------------------------------------------------------------------------------------

/** Their own grants for the entity or the group, and what was lent to them, as far down as the policy lets delegations follow one another. */
function holdingsOf(question: SodQuestion, person: Person, passed: readonly ActorId[] = []): Holding[] {
  const { directory, policy, legalEntity, now } = question;
  const own = person.grants.flatMap(({ role, entity, team }): Holding[] =>
    role === 'channel' || role === 'operator' || (entity !== '*' && entity !== legalEntity)
      ? []
      : [{ role, team, limit: null, words: roleWords(role, team) }],
  );
  if (passed.length >= policy.approvals.delegationDepth) return own;
  const lent = directory.delegations
    .filter(
      ({ delegateId, entity }) => delegateId === person.id && (entity === '*' || entity === legalEntity),
    )
    .filter(({ from, until }) => compareInstants(from, now) <= 0 && compareInstants(now, until) < 0)
    .filter(({ delegatorId }) => delegatorId !== person.id && !passed.includes(delegatorId));
  return [...own, ...lent.flatMap((delegation) => lentBy(question, delegation, [...passed, person.id]))];
}

/** Never more than the delegator holds: of the role, of the team, of the amount. */
function lentBy(question: SodQuestion, delegation: Delegation, passed: readonly ActorId[]): Holding[] {
  const { directory, policy, legalEntity } = question;
  const delegator = directory.people.find(({ id }) => id === delegation.delegatorId);
  if (!delegator) return [];
  const zone = policy.calendars[legalEntity]?.zone ?? 'UTC';
  const limit = delegation.limitMinor === null ? null : BigInt(delegation.limitMinor);
  return holdingsOf(question, delegator, passed)
    .filter(({ role, team }) => role === delegation.role && teamsMeet(team, delegation.team))
    .map((held) => {
      const team = held.team === '*' ? delegation.team : held.team;
      const words = `${roleWords(held.role, team)}, lent by ${delegator.name} until ${describeDay(delegation.until, zone)}`;
      return {
        role: held.role,
        team,
        limit: largestFirst(limit, held.limit) > 0 ? limit : held.limit,
        words,
      };
    });
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
