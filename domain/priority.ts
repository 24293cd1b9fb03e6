import { boundWords } from './amount-words.ts';
import type { Explanation } from './explanation.ts';
import { toDecimalString, type CurrencyCode, type Money } from './money.ts';
import type { Policy } from './policy/schema.ts';
import type { Priority } from './vocabulary.ts';

export interface PriorityFacts {
  /** In dispute or asked for, functional currency; null where no rate is known: then no bound on the amount holds. */
  readonly amount: Money | null;
  /** Of an amount that is null: from which currency into which no rate was known. */
  readonly unpriced?: { readonly from: CurrencyCode; readonly to: CurrencyCode };
  readonly keyAccount: boolean;
  readonly onCreditHold: boolean;
  readonly legalDeadline: boolean;
  /** Business days until the disputed invoice is due; null: no due date, or past it. */
  readonly businessDaysToDue: number | null;
}

export interface PriorityDecision {
  readonly priority: Priority;
  readonly because: string;
}

/** The highest priority whose condition fits; lower bounds are inclusive. Without a rate it is found by the other conditions, and says so. */
export function prioritise(policy: Policy, facts: PriorityFacts): PriorityDecision {
  const found = byConditions(policy, facts);
  const { unpriced } = facts;
  return unpriced === undefined
    ? found
    : {
        ...found,
        because: `${found.because}; the amount did not count, since no rate from ${unpriced.from} to ${unpriced.to} was known`,
      };
}

function byConditions(policy: Policy, facts: PriorityFacts): PriorityDecision {
  const { p1From, p2From, p3From, p2WithinBusinessDays } = policy.priority;
  const atLeast = (bound: string) => facts.amount !== null && facts.amount.minor >= BigInt(bound);
  if (atLeast(p1From)) return { priority: 'P1', because: 'the amount reaches the P1 bound' };
  if (facts.legalDeadline) return { priority: 'P1', because: 'a legal deadline runs' };
  if (facts.onCreditHold) return { priority: 'P1', because: 'shipments are on credit hold' };
  if (atLeast(p2From)) return { priority: 'P2', because: 'the amount reaches the P2 bound' };
  if (facts.keyAccount) return { priority: 'P2', because: 'a key account asks' };
  if (facts.businessDaysToDue !== null && facts.businessDaysToDue <= p2WithinBusinessDays) {
    return { priority: 'P2', because: `the invoice is due within ${p2WithinBusinessDays} business days` };
  }
  if (atLeast(p3From)) return { priority: 'P3', because: 'the amount reaches the P3 bound' };
  return { priority: 'P4', because: 'no higher condition fits' };
}

/** Why it has this priority, and the bound that would change it. */
export function explainPriority(policy: Policy, facts: PriorityFacts): Explanation {
  const { priority, because } = prioritise(policy, facts);
  const { amount, keyAccount, onCreditHold, legalDeadline, businessDaysToDue } = facts;
  return {
    step: 'prioritise',
    rule: priority,
    because,
    inputs: {
      amount: amount && toDecimalString(amount),
      currency: amount?.currency ?? facts.unpriced?.to ?? null,
      keyAccount,
      onCreditHold,
      legalDeadline,
      businessDaysToDue,
    },
    outcome: priority,
    counterfactual: otherPriority(policy, facts, priority),
  };
}

/** The bound of the next higher priority; for the highest, what it would be without what made it so. */
function otherPriority(policy: Policy, facts: PriorityFacts, given: Priority): string {
  const { priority: bounds } = policy;
  const currency = facts.amount?.currency ?? facts.unpriced?.to;
  if (currency === undefined) return 'none: no amount is known';
  if (given === 'P4') return `P3 at or above ${boundWords(bounds.p3From, currency)}`;
  if (given === 'P3') return `P2 at or above ${boundWords(bounds.p2From, currency)}`;
  if (given === 'P2') return `P1 at or above ${boundWords(bounds.p1From, currency)}`;
  const p1From = BigInt(bounds.p1From);
  const plain = { ...facts, legalDeadline: false, onCreditHold: false };
  const large = facts.amount !== null && facts.amount.minor >= p1From;
  const amount = large && facts.amount ? { ...facts.amount, minor: p1From - 1n } : facts.amount;
  const { priority: otherwise } = prioritise(policy, { ...plain, amount });
  const without = [
    large ? `below ${boundWords(bounds.p1From, currency)}` : '',
    facts.legalDeadline ? 'without a legal deadline' : '',
    facts.onCreditHold ? 'without shipments on credit hold' : '',
  ].filter((words) => words !== '');
  return `${otherwise} ${without.join(' and ')}`;
}
