import { assessmentActivities } from './assessment.ts';
import { changeActivities } from './changes.ts';
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
import { reopeningActivities } from './reopening.ts';
import { requestActivities } from './requests.ts';
import { slaActivities } from './sla.ts';
import { triageActivities } from './triage.ts';

/**
 * What runs in the workflow's own task (local activities): reads, and steps that only write rows of the request's own, once, under a key
 * whose first writing every repeat is told (docs/adr/0002).
 */
const createReads = (deps: ActivityDeps) => ({
  ...masterDataActivities(deps),
  ...kycActivities(deps),
  ...creditActivities(deps),
  ...triageActivities(deps),
  ...assessmentActivities(deps),
  ...proposalActivities(deps),
  close: requestActivities(deps).close,
  planCustomerWait: customerActivities(deps).planCustomerWait,
});

/** What takes people's decisions, posts, numbers or sends: normal activities, one transaction each. */
const createEffects = (deps: ActivityDeps) => {
  const { consumeCustomerMessage, endWithoutResponse } = customerActivities(deps);
  return {
    ...decisionActivities(deps),
    ...changeActivities(deps),
    ...ledgerActivities(deps),
    ...notifyActivities(deps),
    auditUnknownSignal: requestActivities(deps).auditUnknownSignal,
    ...slaActivities(deps),
    ...reopeningActivities(deps),
    consumeCustomerMessage,
    endWithoutResponse,
  };
};

export type Reads = ReturnType<typeof createReads>;
export type Effects = ReturnType<typeof createEffects>;

/** Everything a worker registers. */
export const createActivities = (deps: ActivityDeps): Reads & Effects =>
  mapFailures({ ...createReads(deps), ...createEffects(deps) });
