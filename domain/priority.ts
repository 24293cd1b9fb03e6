import type { Money } from './money.ts';
import type { Policy } from './policy/schema.ts';
import type { Priority } from './vocabulary.ts';

export interface PriorityFacts {
  /** In dispute or asked for, functional currency. */
  readonly amount: Money;
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

/** The highest priority whose condition fits; lower bounds are inclusive. */
export function prioritise(policy: Policy, facts: PriorityFacts): PriorityDecision {
  const { p1From, p2From, p3From, p2WithinBusinessDays } = policy.priority;
  const atLeast = (bound: string) => facts.amount.minor >= BigInt(bound);
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
