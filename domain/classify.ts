import type { DisputeReason } from './dispute-reason.ts';
import type { Explanation } from './explanation.ts';
import type { Policy } from './policy/schema.ts';
import type { ClassifierRule, Claim, RequestTypeRules } from './request-type.ts';

export interface Classification {
  readonly type: string;
  readonly reason: DisputeReason;
  /** 0 … 1: evidence for the best reading less half of that for the second best. */
  readonly confidence: number;
  /** The rules that fired for it, in words. */
  readonly reasons: readonly string[];
  /** Their ids. */
  readonly rules: readonly string[];
  /** The second best reading, which took from the confidence; null: there is none. */
  readonly rival: DisputeReason | null;
}

interface Reading {
  readonly type: string;
  readonly reason: DisputeReason;
  readonly score: number;
  readonly reasons: readonly string[];
  readonly rules: readonly string[];
}

/** How much a channel's own hint weighs: not enough on its own to skip a person (0.7 is the shipped bound). */
const HINT_WEIGHT = 0.5;
const PAYMENT_DATA_WEIGHT = 0.6;

/**
 * Reads a claim with explicit rules. Deterministic; no rule fires → null, and a person classifies.
 * @param types the registered types, in order of precedence for equal scores
 */
export function classify(claim: Claim, types: readonly RequestTypeRules[]): Classification | null {
  const [best, second] = readingsOf(claim, types);
  if (!best) return null;
  const confidence = Math.max(0, Math.round((best.score - (second?.score ?? 0) / 2) * 1_000) / 1_000);
  const { type, reason, reasons, rules } = best;
  return { type, reason, confidence, reasons, rules, rival: second?.reason ?? null };
}

/** How many different reasons the text speaks of; a channel's hint alone is none. */
export const reasonsSeen = (claim: Claim, types: readonly RequestTypeRules[]): number =>
  new Set(
    readingsOf(claim, types)
      .filter(({ rules }) => rules.some((rule) => !rule.startsWith('hint')))
      .map(({ reason }) => reason),
  ).size;

/** Every reading with something for it, the best first. */
const readingsOf = (claim: Claim, types: readonly RequestTypeRules[]): Reading[] =>
  types
    .flatMap((rules) => rules.reasons.map((reason) => readingOf(claim, rules, reason)))
    .filter((reading) => reading.score > 0)
    .toSorted((a, b) => b.score - a.score);

function readingOf(claim: Claim, rules: RequestTypeRules, reason: DisputeReason): Reading {
  const said = `${claim.subject}\n${claim.text}`;
  const fired: Pick<ClassifierRule, 'id' | 'weight' | 'because'>[] = rules.classifier.filter(
    (rule) => rule.reason === reason && rule.pattern.test(said),
  );
  if (claim.payment !== null && reason === 'PAYMENT_NOT_POSTED') {
    fired.push({
      id: 'payment-quoted',
      weight: PAYMENT_DATA_WEIGHT,
      because: 'a bank reference and a payment date are quoted',
    });
  }
  // The type's hint counts only beside what the customer says: two hints would otherwise be enough without it.
  if (claim.typeHint === rules.type && fired.length > 0)
    fired.push({ id: 'hint-type', weight: HINT_WEIGHT, because: 'the channel names this type' });
  if (claim.reasonHint === reason)
    fired.push({ id: 'hint-reason', weight: HINT_WEIGHT, because: 'the channel names this reason' });
  const score = 1 - fired.reduce((unlikely, rule) => unlikely * (1 - rule.weight), 1);
  return {
    type: rules.type,
    reason,
    score,
    reasons: fired.map((rule) => rule.because),
    rules: fired.map((rule) => rule.id),
  };
}

/**
 * Why the rules read it so, and whether that was enough without a person.
 * @param refusal why nothing is automatic for this customer, whatever the rules read; null: nothing is in the way
 */
export function explainClassification(
  policy: Policy,
  classification: Classification | null,
  refusal: string | null,
): Explanation {
  const from = policy.classification.automaticFrom;
  const confidence = classification?.confidence ?? 0;
  const sure = confidence >= from && refusal === null;
  return {
    step: 'classify',
    rule: classification?.rules.join('+') ?? 'no-rule',
    because: becauseOf(classification, confidence >= from ? refusal : null),
    inputs: {
      rules: classification?.rules ?? [],
      confidence,
      automaticFrom: from,
      rival: classification?.rival ?? null,
    },
    outcome:
      classification === null
        ? 'unclassified'
        : {
            type: classification.type,
            reason: classification.reason,
            by: sure ? 'rules' : 'a person decides',
          },
    counterfactual: sure
      ? `a person would have been asked below a confidence of ${from}`
      : confidence >= from
        ? 'automatic if the customer could be dealt with without a person'
        : `automatic from a confidence of ${from}${rivalWords(classification)}`,
  };
}

function becauseOf(classification: Classification | null, refusal: string | null): string {
  if (!classification) return 'no classification rule recognises what the customer says';
  const { type, reason, confidence, reasons } = classification;
  const read = `read as ${type.replaceAll('-', ' ')}, ${reason}, with a confidence of ${confidence}: ${reasons.join('; ')}`;
  return refusal === null ? read : `${read}; but ${refusal}`;
}

const rivalWords = (classification: Classification | null): string =>
  classification?.rival ? `; it could be read as ${classification.rival} as well` : '';
