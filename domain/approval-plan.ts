import type { Money, MoneyJson } from './money.ts';
import type { MatrixColumn, Policy } from './policy/schema.ts';
import type { Role, Team } from './vocabulary.ts';

/** One seat to be filled by one person. Levels run in sequence from 1; seats of one level side by side. */
export interface Seat {
  readonly level: number;
  readonly role: Role;
  readonly team: Team | '*';
  /** A rejection here rejects at once, whatever the quorum. */
  readonly veto: boolean;
}

/** `quorum` of the level's `of` seats must approve; it is rejected once more than `of` − `quorum` reject. */
export interface ApprovalLevel {
  readonly level: number;
  readonly quorum: number;
  readonly of: number;
}

/** The approvals one proposal needs, and why, pinned with the proposal. */
export interface ApprovalChain {
  readonly column: MatrixColumn;
  readonly amount: MoneyJson;
  /** The amount plus the group's other proposals of the same column within the aggregation window. */
  readonly basis: MoneyJson;
  /** Some amount of the basis has no rate to the functional currency: the basis is not what it seems, and the highest band is asked. */
  readonly unpriced: boolean;
  /** Empty: nobody has to approve. */
  readonly seats: readonly Seat[];
  /** In sequence; one for each level of the seats. */
  readonly levels: readonly ApprovalLevel[];
  /** The band and who follows whom, what the amount counts as; what leads the words of each seat (`seatBecause`). */
  readonly because: string;
  /** What would have been otherwise, where a bound decides: "automatic at or below 500.00 USD". */
  readonly counterfactual: string | null;
}

export interface ApprovalQuestion {
  readonly column: MatrixColumn;
  /** The adjustment, gross, functional currency. */
  readonly amount: Money;
  /** Sum of the group's other proposals of the column inside the window, pending or posted, not refused or withdrawn. Limits have no sum. */
  readonly earlier: Money;
  /** The owning team: whose lead and analyst are meant. */
  readonly team: Team;
  /** Rules prepared it and every check passed: only then may a band without seats approve by itself. */
  readonly everyCheckPassed: boolean;
  /** An exact claim on cash: needs nobody, whatever the amount. */
  readonly exactCash: boolean;
  /** Where the amount was converted: what from. */
  readonly converted?: { readonly from: Money; readonly rate: string; readonly day: string } | undefined;
  /** Some amount of the basis has no rate to the functional currency, so the highest band applies and nothing is automatic. */
  readonly unpriced?: boolean;
}

export type Bands = Policy['approvals']['matrix'][MatrixColumn];
export type Band = Bands[number];
