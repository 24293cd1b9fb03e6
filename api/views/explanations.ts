import type { ExplanationRow } from '../../db/stores/explanations.ts';
import type { RequestView } from '../schemas/resources.ts';

/** Why a rule decided so. Ids of people in it stay ids: who they are is another question. */
export const explanationOf = (row: ExplanationRow): RequestView['explanations'][number] => ({
  id: row.id,
  step: row.step,
  revision: row.revision,
  rule: row.rule,
  policyVersion: row.policyVersion,
  because: row.because,
  inputs: row.inputs as Record<string, unknown>,
  outcome: row.outcome,
  counterfactual: row.counterfactual,
  at: row.at.toISOString(),
});
