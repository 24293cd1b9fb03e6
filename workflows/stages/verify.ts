import type { Standing } from '../../activities/triage.ts';
import type { Run } from '../run.ts';
import { reads } from '../steps.ts';

/** Enrich and validate against the customer master, KYC and eligibility, credit: three reads at once. Null once it is routed. */
export async function verify(run: Run): Promise<Standing | null> {
  if (run.state.kind !== 'captured') return null;
  const { ref } = run;
  const [customer, kyc, credit] = await Promise.all([
    reads.validateCustomer(ref),
    reads.verifyIdentity(ref),
    reads.lookUpCredit(ref),
  ]);
  return { customer, kyc, credit };
}
