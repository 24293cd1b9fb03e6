import { all, boundWords } from './amount-words.ts';
import type { ApprovalChain } from './approval-plan.ts';
import type { Assessment } from './assessment.ts';
import type { Explanation } from './explanation.ts';
import { fromJson, toDecimalString, type CurrencyCode, type Money } from './money.ts';
import type { Policy } from './policy/schema.ts';
import { roleWords } from './role-words.ts';
import type { Role, Team } from './vocabulary.ts';

/** Why the claim was judged so. What a person proposes is checked the same way; their own words stay with their decision. */
export function explainAssessment(
  assessment: Assessment,
  { type, reason, byRules }: { readonly type: string; readonly reason: string; readonly byRules: boolean },
): Explanation {
  const open = assessment.checks.filter(({ passed }) => passed !== 'yes').map(({ label }) => label);
  const resolved = assessment.verdict === 'resolved';
  return {
    step: 'assess',
    rule: `${type}/${reason}`,
    because: withoutStop(
      !resolved
        ? assessment.why
        : byRules
          ? assessment.explanation
          : 'a person says how it is resolved; the evidence was checked as always',
    ),
    inputs: {
      preparedBy: byRules ? 'rules' : 'person',
      checks: Object.fromEntries(assessment.checks.map(({ id, passed }) => [id, passed])),
    },
    outcome: resolved
      ? { verdict: 'resolved', outcome: assessment.outcome, resolution: assessment.resolution.kind }
      : { verdict: 'needs-person' },
    counterfactual:
      !resolved && open.length > 0
        ? `without a person only if the evidence bore out every check; it does not bear out: ${all(open)}`
        : null,
  };
}

/** Rules never deny. Who did, in which authority, and from what amount on they needed somebody else's. */
export function explainDenial(
  policy: Policy,
  claimed: Money,
  {
    role,
    team,
    functionalCurrency,
  }: { readonly role: Role; readonly team: Team | '*'; readonly functionalCurrency: CurrencyCode },
): Explanation {
  const [own, next] = policy.approvals.matrix.denial;
  const bound = own?.levels.length === 0 && own.upTo !== null ? own.upTo : null;
  const second = next?.levels[0]?.seats[0];
  const lead = second
    ? roleWords(second.role, second.team === 'owner' ? team : second.team)
    : 'somebody else';
  const comparable = claimed.currency === functionalCurrency && bound !== null;
  const alone = comparable && claimed.minor <= BigInt(bound);
  return {
    step: 'deny',
    rule: 'denial-by-person',
    because: `a ${roleWords(role, team)} denies it; rules never deny`,
    inputs: { amount: toDecimalString(claimed), currency: claimed.currency, role, team },
    outcome: 'denial',
    counterfactual: !comparable
      ? null
      : alone
        ? `the ${lead} would have to agree above ${boundWords(bound, functionalCurrency)}`
        : `their own authority at or below ${boundWords(bound, functionalCurrency)}`,
  };
}

/** Why these people must approve, or nobody. */
export function explainChain(policy: Policy, chain: ApprovalChain): Explanation {
  const { column, because, counterfactual, seats } = chain;
  const basis = fromJson(chain.basis);
  const bands = policy.approvals.matrix[column];
  const band = bands.findIndex(
    ({ upTo }) => upTo === null || (!chain.unpriced && basis.minor <= BigInt(upTo)),
  );
  const upTo = bands[band]?.upTo ?? null;
  return {
    step: seats.length === 0 ? 'approve-automatically' : 'require-approvals',
    rule: `${column}/${upTo === null ? 'above' : boundWords(upTo, basis.currency)}`,
    because: withoutStop(because),
    inputs: {
      column,
      amount: toDecimalString(fromJson(chain.amount)),
      basis: toDecimalString(basis),
      currency: basis.currency,
      band: upTo === null ? null : boundWords(upTo, basis.currency),
    },
    outcome: seats.map(({ level, role, team }) => ({ level, role, team })),
    counterfactual: counterfactual === null ? null : withoutStop(counterfactual),
  };
}

const withoutStop = (words: string): string => words.trim().replace(/\.$/, '');
