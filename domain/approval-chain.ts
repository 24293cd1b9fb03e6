import type { ApprovalChain, ApprovalLevel, ApprovalQuestion, Band, Seat } from './approval-plan.ts';
import { because, counterfactual } from './approval-words.ts';
import { add, toJson } from './money.ts';
import type { MatrixColumn, Policy } from './policy/schema.ts';
import type { Team } from './vocabulary.ts';

/**
 * Reads the approval matrix: inclusive upper bounds, on the aggregated basis, so the last piece of a split amount needs at least the
 * chain of the whole. What people prepared, or what did not pass every check, is never automatic (a denial is the analyst's own authority).
 */
export function requiredApprovals(policy: Policy, question: ApprovalQuestion): ApprovalChain {
  const { column, amount, earlier, team } = question;
  const basis = UNSUMMED.has(column) ? amount : add(amount, earlier);
  const pinned = {
    ...{ column, amount: toJson(amount), basis: toJson(basis) },
    unpriced: question.unpriced ?? false,
  };
  if (question.exactCash) {
    return {
      ...pinned,
      seats: [],
      levels: [],
      because: 'the claim on the receipt is exact in every point, so nobody has to approve',
      counterfactual: null,
    };
  }
  const bands = policy.approvals.matrix[column];
  const fitting = bands.findIndex(
    (band) => band.upTo === null || (!question.unpriced && basis.minor <= BigInt(band.upTo)),
  );
  const mayBeEmpty = question.everyCheckPassed || column === 'denial';
  const index = bands.findIndex((band, i) => i >= fitting && (mayBeEmpty || band.levels.length > 0));
  const band = bands[index];
  if (fitting < 0 || !band)
    throw new Error(`policy ${policy.version} has no band of ${column} for ${basis.minor}`);
  return {
    ...pinned,
    seats: seatsOf(band, team),
    levels: levelsOf(band),
    because: because(policy, question, basis, { bands, fitting, seated: index }),
    counterfactual: question.unpriced
      ? 'what its amount asks for, if there were an exchange rate of the week before'
      : index === fitting
        ? counterfactual(bands, index, basis.currency)
        : 'automatic if rules had prepared it and every check had passed',
  };
}

/** A limit is a total, not a piece: what was granted before is in it. */
const UNSUMMED: ReadonlySet<MatrixColumn> = new Set(['credit-limit', 'lower-credit-limit']);

const seatsOf = (band: Band, team: Team): Seat[] =>
  band.levels.flatMap((level, i) =>
    level.seats.flatMap((seat) =>
      Array.from({ length: level.of ?? 1 }, () => ({
        level: i + 1,
        role: seat.role,
        team: seat.team === 'owner' ? team : seat.team,
        veto: seat.veto ?? false,
      })),
    ),
  );

const levelsOf = (band: Band): ApprovalLevel[] =>
  band.levels.map(({ seats, quorum, of }, i) => ({
    level: i + 1,
    quorum: quorum ?? seats.length,
    of: of ?? seats.length,
  }));

/** A seat's effective answer; null while it has none. */
export interface Answered {
  readonly verdict: 'approve' | 'reject' | null;
  readonly veto: boolean;
}

/** Whether a rejection by the seat rejects at once. */
export const hasVeto = (
  { seats }: ApprovalChain,
  seat: { readonly level: number | null; readonly role: string; readonly team: string },
): boolean =>
  seats.some(
    ({ level, role, team, veto }) => veto && level === seat.level && role === seat.role && team === seat.team,
  );

/** What the answers make of a level: m of n, and a seat with a veto rejects alone. */
export function levelOutcome(
  { quorum, of }: Pick<ApprovalLevel, 'quorum' | 'of'>,
  seats: readonly Answered[],
): 'approved' | 'rejected' | 'open' {
  const rejections = seats.filter(({ verdict }) => verdict === 'reject');
  if (rejections.length > of - quorum || rejections.some(({ veto }) => veto)) return 'rejected';
  return seats.filter(({ verdict }) => verdict === 'approve').length >= quorum ? 'approved' : 'open';
}

/** A seat as it was opened, and an effective answer to it. */
export interface SeatTask {
  readonly id: string;
  readonly level: number | null;
  readonly role: string;
  readonly team: string;
}
export interface Answer {
  readonly taskId: string;
  readonly verdict: string;
}

/** How a level of a chain stands. @param seats every seat of the revision @throws when the chain has no such level */
export function standOf(
  chain: ApprovalChain,
  level: number,
  seats: readonly SeatTask[],
  answers: readonly Answer[],
): 'approved' | 'rejected' | 'open' {
  const planned = chain.levels.find((one) => one.level === level);
  if (!planned) throw new Error(`the chain has no level ${level}`);
  return levelOutcome(
    planned,
    seats
      .filter((seat) => seat.level === level)
      .map((seat) => {
        const verdict = answers.find(({ taskId }) => taskId === seat.id)?.verdict;
        return {
          verdict: verdict === 'approve' || verdict === 'reject' ? verdict : null,
          veto: hasVeto(chain, seat),
        };
      }),
  );
}
