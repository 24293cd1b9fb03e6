import type { ChainSeat, Proposal } from '../../api/resources.ts';

export type SeatStep = 'approved' | 'rejected' | 'now' | 'next' | 'void';

export interface ChainLevel {
  readonly level: number;
  /** How many of its seats must approve. */
  readonly quorum: number;
  readonly approved: number;
  readonly step: SeatStep;
  readonly seats: readonly ChainSeat[];
}

export function stepOf({ state, verdict }: ChainSeat): SeatStep {
  if (verdict === 'approve') return 'approved';
  if (verdict === 'reject') return 'rejected';
  if (state === 'void') return 'void';
  return state === 'open' ? 'now' : 'next';
}

/** The seats by level, in the order in which the levels open. */
export function levelsOf({ seats, levels }: Proposal['approvals']): ChainLevel[] {
  const numbers = [...new Set(seats.map((seat) => seat.level))].toSorted((a, b) => a - b);
  return numbers.map((level) => {
    const own = seats.filter((seat) => seat.level === level);
    const quorum = levels.find((one) => one.level === level)?.quorum ?? own.length;
    const approved = own.filter((seat) => stepOf(seat) === 'approved').length;
    return { level, quorum, approved, step: levelStep(own, approved, quorum), seats: own };
  });
}

function levelStep(seats: readonly ChainSeat[], approved: number, quorum: number): SeatStep {
  const steps = new Set(seats.map(stepOf));
  if (approved >= quorum) return 'approved';
  const rejectedFor = seats.some((seat) => seat.verdict === 'reject' && seat.veto);
  const possible = seats.filter((seat) => ['approved', 'now', 'next'].includes(stepOf(seat))).length;
  if (rejectedFor || (steps.has('rejected') && possible < quorum)) return 'rejected';
  if (steps.has('now')) return 'now';
  return steps.has('next') ? 'next' : 'void';
}
