import type { Check, CreditLine, EvidenceItem, LookBackFinding } from '../assessment.ts';
import type { Claim, Dossier } from '../request-type.ts';
import type { Invoice } from '../invoice.ts';
import type { Policy } from '../policy/schema.ts';

/** What one kind of dispute check is given: the claim, the disputed invoice, our records. */
export interface DisputeCase {
  readonly claim: Claim;
  readonly invoice: Invoice;
  readonly dossier: Dossier;
  readonly policy: Policy;
}

/** What it found. `undetermined` names the record that is missing; a person must look. */
export interface Finding {
  readonly checks: readonly Check[];
  readonly evidence: readonly EvidenceItem[];
  readonly credits: readonly CreditLine[];
  readonly lookBack: readonly LookBackFinding[];
  readonly undetermined: string | null;
}

export const undetermined = (
  why: string,
  checks: readonly Check[] = [],
  evidence: readonly EvidenceItem[] = [],
): Finding => ({
  checks,
  evidence,
  credits: [],
  lookBack: [],
  undetermined: why,
});
