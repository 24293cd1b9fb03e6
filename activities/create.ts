import { assessmentActivities } from './assessment.ts';
import { creditActivities } from './credit.ts';
import { customerActivities } from './customer.ts';
import { decisionActivities } from './decisions.ts';
import type { ActivityDeps } from './deps.ts';
import { mapFailures } from './failures.ts';
import { kycActivities } from './kyc.ts';
import { ledgerActivities } from './ledger.ts';
import { masterDataActivities } from './master-data.ts';
import { notifyActivities } from './notify.ts';
import { proposalActivities } from './proposals.ts';
import { requestActivities } from './requests.ts';
import { slaActivities } from './sla.ts';
import { triageActivities } from './triage.ts';

/**
 * Reads and projections that can be rebuilt: they run in the workflow's own task (local activities). What they write is written once,
 * under a key, and the first writing is what every repeat is told.
 */
const createReads = (deps: ActivityDeps) => ({
  ...masterDataActivities(deps),
  ...kycActivities(deps),
  ...creditActivities(deps),
  ...triageActivities(deps),
  ...assessmentActivities(deps),
  planCustomerWait: customerActivities(deps).planCustomerWait,
});

/** What decides, posts, numbers, sends or closes: normal activities, one transaction each. */
const createEffects = (deps: ActivityDeps) => {
  const { consumeCustomerMessage, endWithoutResponse } = customerActivities(deps);
  return {
    ...proposalActivities(deps),
    ...decisionActivities(deps),
    ...ledgerActivities(deps),
    ...notifyActivities(deps),
    ...requestActivities(deps),
    ...slaActivities(deps),
    consumeCustomerMessage,
    endWithoutResponse,
  };
};

export type Reads = ReturnType<typeof createReads>;
export type Effects = ReturnType<typeof createEffects>;

/** Everything a worker registers. */
export const createActivities = (deps: ActivityDeps): Reads & Effects =>
  mapFailures({ ...createReads(deps), ...createEffects(deps) });
