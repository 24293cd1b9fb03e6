import type { DisputeReason } from './dispute-reason.ts';
import type { ClassifierRule, Claim, RequestTypeRules } from './request-type.ts';

export interface Classification {
  readonly type: string;
  readonly reason: DisputeReason;
  /** 0 … 1: evidence for the best reading less half of that for the second best. */
  readonly confidence: number;
  /** The rules that fired for it, in words. */
  readonly reasons: readonly string[];
}

interface Reading {
  readonly type: string;
  readonly reason: DisputeReason;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** How much a channel's own hint weighs: not enough on its own to skip a person (0.7 is the shipped bound). */
const HINT_WEIGHT = 0.5;
const PAYMENT_DATA_WEIGHT = 0.6;

/**
 * Reads a claim with explicit rules. Deterministic; no rule fires → null, and a person classifies.
 * @param types the registered types, in order of precedence for equal scores
 */
export function classify(claim: Claim, types: readonly RequestTypeRules[]): Classification | null {
  const readings = types
    .flatMap((rules) => rules.reasons.map((reason) => readingOf(claim, rules, reason)))
    .filter((reading) => reading.score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = readings;
  if (!best) return null;
  const confidence = Math.max(0, Math.round((best.score - (second?.score ?? 0) / 2) * 1_000) / 1_000);
  return { type: best.type, reason: best.reason, confidence, reasons: best.reasons };
}

function readingOf(claim: Claim, rules: RequestTypeRules, reason: DisputeReason): Reading {
  const said = `${claim.subject}\n${claim.text}`;
  const fired: Pick<ClassifierRule, 'weight' | 'because'>[] = rules.classifier.filter(
    (rule) => rule.reason === reason && rule.pattern.test(said),
  );
  if (claim.payment !== null && reason === 'PAYMENT_NOT_POSTED') {
    fired.push({ weight: PAYMENT_DATA_WEIGHT, because: 'a bank reference and a payment date are quoted' });
  }
  // The type's hint counts only beside what the customer says: two hints would otherwise be enough without it.
  if (claim.typeHint === rules.type && fired.length > 0)
    fired.push({ weight: HINT_WEIGHT, because: 'the channel names this type' });
  if (claim.reasonHint === reason)
    fired.push({ weight: HINT_WEIGHT, because: 'the channel names this reason' });
  const score = 1 - fired.reduce((unlikely, rule) => unlikely * (1 - rule.weight), 1);
  return { type: rules.type, reason, score, reasons: fired.map((rule) => rule.because) };
}
