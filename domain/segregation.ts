import type { ActorId } from './actor.ts';
import { compareInstants, describeDay, fromEpochSeconds, type Instant, toEpochSeconds } from './instant.ts';
import type { MatrixColumn, Policy, SodPair } from './policy/schema.ts';
import type { Duty, TaskKind, Verdict } from './vocabulary.ts';

/** What somebody did for a customer, as the database remembers it: the latest time on that request. */
export interface PastDuty {
  readonly actorId: ActorId;
  readonly requestId: string;
  readonly duty: Duty;
  readonly at: Instant;
}

/** What segregation across requests looks at when somebody is about to act. */
export interface DutyQuestion {
  readonly performing: readonly Duty[];
  /** Acts of the people concerned (the actor, and for whom they stand in) for the customer of the request. */
  readonly past: readonly PastDuty[];
  readonly requestId: string;
  readonly now: Instant;
}

/** The memory behind a decision: what people did for the customer, and what the request's own policy keeps apart. */
export interface DutyMemory {
  readonly segregation: Policy['segregation'];
  /** Of the legal entity, for the days in sentences. */
  readonly zone: string;
  readonly requestId: string;
  /** Of the proposal that is approved, or that a person would make; null while it is not known. */
  readonly column: MatrixColumn | null;
  /** Of everyone, for the customer of the request. */
  readonly past: readonly PastDuty[];
  readonly now: Instant;
}

export interface DutyConflict {
  readonly pair: SodPair;
  readonly performing: Duty;
  readonly past: PastDuty;
  /** Exclusive; null on the request itself, where it bars for good. */
  readonly until: Instant | null;
}

/** What a proposal of the column is, beside being prepared. */
const PROPOSING: Partial<Record<MatrixColumn, readonly Duty[]>> = {
  'write-off': ['request-write-off'],
  'cash-application': ['apply-cash'],
  'cash-application-other-payer': ['apply-cash'],
  'bank-change': ['change-bank-details'],
};

/** What an approval in the column is, beside being an approval. */
const APPROVING: Partial<Record<MatrixColumn, readonly Duty[]>> = {
  refund: ['approve-refund'],
  'credit-limit': ['approve-credit', 'approve-limit'],
  'lower-credit-limit': ['approve-credit'],
  restructuring: ['approve-credit'],
};

/**
 * The duties a decision performs. To classify, propose or deny is `prepare`; a proposal of a write-off is `request-write-off` too, one
 * of a cash application `apply-cash`, one of new bank details `change-bank-details`. To approve is `approve` in every column;
 * `approve-refund` in that of refunds, `approve-credit` in those of credit limits, lower limits and restructurings, `approve-limit` in
 * that of credit limits. To reject, ask, consult or answer performs none. The database says the same (duties_of in migration 0008).
 * @param column of the proposal that is approved, or that the decision makes; null when it is not known yet
 */
export function dutiesOf(kind: TaskKind, verdict: Verdict, column: MatrixColumn | null): Duty[] {
  if (kind === 'approve')
    return verdict === 'approve' ? ['approve', ...((column && APPROVING[column]) ?? [])] : [];
  if (verdict === 'propose') return ['prepare', ...((column && PROPOSING[column]) ?? [])];
  return verdict === 'deny' || verdict === 'classify' ? ['prepare'] : [];
}

const DAY = 86_400;

/**
 * The first pair of the policy that acting now would violate, with the act that bars: on the request itself always, on others of the
 * customer for `acrossRequestsDays` × 24 hours from the act, in both directions. Capturing a request is nobody's to refuse, so it is
 * never asked about; it is remembered, and bars from approving afterwards.
 */
export function conflictAcross(
  segregation: Policy['segregation'],
  { performing, past, requestId, now }: DutyQuestion,
): DutyConflict | null {
  // An act bars until a whole second, so the fraction of now decides nothing.
  const nowSeconds = toEpochSeconds(now);
  for (const pair of segregation.pairs) {
    const [one, other] = pair.duties;
    for (const [duty, against] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!performing.includes(duty)) continue;
      const acts = past
        .filter((act) => act.duty === against)
        .map((act) => ({ act, until: barsUntil(act, requestId, segregation.acrossRequestsDays) }))
        .filter(({ until }) => nowSeconds < until)
        .toSorted((a, b) => (a.until === b.until ? 0 : b.until - a.until));
      const [longest] = acts;
      if (longest) {
        const until = longest.until === FOR_GOOD ? null : fromEpochSeconds(longest.until);
        return { pair, performing: duty, past: longest.act, until };
      }
    }
  }
  return null;
}

const FOR_GOOD = Number.POSITIVE_INFINITY;

/** Seconds of the epoch, exclusive. */
const barsUntil = (act: PastDuty, current: string, days: number): number =>
  act.requestId === current ? FOR_GOOD : secondsOf(act) + days * DAY;

const seconds = new WeakMap<PastDuty, number>();

function secondsOf(act: PastDuty): number {
  const known = seconds.get(act) ?? toEpochSeconds(act.at);
  seconds.set(act, known);
  return known;
}

/**
 * What bars these people from a verdict. Whoever may not approve does not sit on the seat at all, so on an approval every verdict is
 * judged as if it approved.
 */
export function conflictOf(
  { segregation, column, past, requestId, now }: DutyMemory,
  { kind, verdict }: { readonly kind: TaskKind; readonly verdict: Verdict },
  people: readonly ActorId[],
): DutyConflict | null {
  const performing = dutiesOf(kind, kind === 'approve' ? 'approve' : verdict, column);
  const theirs = people.flatMap((id) => lastActs(past, id, requestId));
  return conflictAcross(segregation, { performing, past: theirs, requestId, now });
}

const barredIn = new WeakMap<DutyMemory, ReadonlySet<ActorId>>();

/** Who can't approve, nor lend the authority to, for what they did for the customer. Looked up once a memory. */
export function barredByDuties(memory: DutyMemory): ReadonlySet<ActorId> {
  const known = barredIn.get(memory);
  if (known) return known;
  const own = [...indexOf(memory.past)].filter(([, acts]) => acts.byRequest.has(memory.requestId));
  const barred = new Set([
    ...barredAcross(memory),
    ...own.map(([id]) => id).filter((id) => conflictOf(memory, AN_APPROVAL, [id]) !== null),
  ]);
  barredIn.set(memory, barred);
  return barred;
}

const AN_APPROVAL = { kind: 'approve', verdict: 'approve' } as const;
const acrossIn = new WeakMap<
  readonly PastDuty[],
  WeakMap<Policy['segregation'], Map<string, ReadonlySet<ActorId>>>
>();

/** Who is barred from approving any further request of the customer: the same for all of them, so looked up once a column. */
function barredAcross({ requestId: _requestId, ...memory }: DutyMemory): ReadonlySet<ActorId> {
  const { past, segregation, column, now } = memory;
  const kept = entryIn(acrossIn, past, () => new WeakMap());
  const sets = entryIn(kept, segregation, () => new Map<string, ReadonlySet<ActorId>>());
  return entryIn(sets, `${column ?? ''} ${now}`, () => {
    const further = { ...memory, requestId: '' };
    return new Set([...indexOf(past).keys()].filter((id) => conflictOf(further, AN_APPROVAL, [id]) !== null));
  });
}

/** Of one person: the last act of each duty, on each request and on any. */
interface LastActs {
  readonly byRequest: Map<string, Map<Duty, PastDuty>>;
  readonly onAny: Map<Duty, PastDuty>;
}

const indexes = new WeakMap<readonly PastDuty[], ReadonlyMap<ActorId, LastActs>>();

/** A customer's acts are many, and asked about for every task: gone through once. */
function indexOf(past: readonly PastDuty[]): ReadonlyMap<ActorId, LastActs> {
  const known = indexes.get(past);
  if (known) return known;
  const index = new Map<ActorId, LastActs>();
  for (const act of past) {
    const own = entryIn(index, act.actorId, (): LastActs => ({ byRequest: new Map(), onAny: new Map() }));
    keepLater(own.onAny, act);
    keepLater(
      entryIn(own.byRequest, act.requestId, () => new Map<Duty, PastDuty>()),
      act,
    );
  }
  indexes.set(past, index);
  return index;
}

/** What can bar the person: of what bars for so many days the last act bars longest, and what they did on the request itself for good. */
function lastActs(past: readonly PastDuty[], actorId: ActorId, requestId: string): PastDuty[] {
  const own = indexOf(past).get(actorId);
  return own ? [...(own.byRequest.get(requestId)?.values() ?? []), ...own.onAny.values()] : [];
}

function entryIn<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  made: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = made();
  map.set(key, value);
  return value;
}

function keepLater(acts: Map<Duty, PastDuty>, act: PastDuty): void {
  const before = acts.get(act.duty);
  if (!before || isLater(act.at, before.at)) acts.set(act.duty, act);
}

/** Instants written alike compare as text; parsing thousands of them is slow. */
const isLater = (a: Instant, b: Instant): boolean =>
  a.length === b.length && a.endsWith('Z') && b.endsWith('Z') ? a > b : compareInstants(a, b) > 0;

const DONE: Record<Duty, string> = {
  request: 'made the request',
  prepare: 'prepared',
  approve: 'approved',
  'release-payment': 'released the payment of',
  'change-bank-details': 'changed the bank details in',
  'approve-refund': 'approved the refund of',
  'clear-kyc': 'cleared the identity check of',
  'approve-credit': 'approved the credit of',
  'request-write-off': 'asked for the write-off in',
  'apply-cash': 'applied cash in',
  'override-score': 'overrode the score in',
  'approve-limit': 'approved the credit limit of',
  'author-policy': 'wrote the policy of',
  'publish-policy': 'published the policy of',
};
const TO_DO: Record<Duty, string> = {
  request: 'ask',
  prepare: 'prepare',
  approve: 'approve',
  'release-payment': 'release payments',
  'change-bank-details': 'change bank details',
  'approve-refund': 'approve refunds',
  'clear-kyc': 'clear identity checks',
  'approve-credit': 'approve credit',
  'request-write-off': 'ask for write-offs',
  'apply-cash': 'apply cash',
  'override-score': 'override the score',
  'approve-limit': 'approve credit limits',
  'author-policy': 'write policies',
  'publish-policy': 'publish policies',
};

/**
 * Who did what, when, and until when that bars: "You prepared REQ-US10-100004 for this customer on 3 Nov 2026; until 1 Feb 2027 someone
 * else must approve for them."
 * @param actorId who is told; another's act is that of whom they stand in for
 * @param zone of the legal entity
 */
export function conflictWords(
  { past, performing, until }: DutyConflict,
  { actorId, zone }: { readonly actorId: ActorId; readonly zone: string },
): string {
  const who = past.actorId === actorId ? 'You' : 'The person you stand in for';
  const day = describeDay(past.at, zone);
  return until === null
    ? `${who} ${DONE[past.duty]} ${past.requestId} on ${day}, so someone else must ${TO_DO[performing]} on it.`
    : `${who} ${DONE[past.duty]} ${past.requestId} for this customer on ${day}; until ${describeDay(until, zone)} someone else must ${TO_DO[performing]} for them.`;
}
