import { kycOf } from '../db/stores/customers.ts';
import { requestById } from '../db/stores/request-row.ts';
import { inEntity } from '../db/transaction.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';

export interface KycStanding {
  readonly status: 'verified' | 'pending' | 'expired' | 'prohibited';
  readonly risk: 'low' | 'medium' | 'high' | 'prohibited';
  /** Whether Docket may work on the request at all: expired KYC blocks refunds and limits, not clarification; a sanction blocks all. */
  readonly eligible: boolean;
  readonly because: string;
}

/** Know-your-customer. */
export const kycActivities = ({ db }: ActivityDeps) => ({
  verifyIdentity: ({ requestId, legalEntity, now }: RequestRef): Promise<KycStanding> =>
    inEntity(db, legalEntity, async (tx) => {
      const request = await requestById(tx, legalEntity, requestId);
      const profile = await kycOf(tx, legalEntity, request.customerId);
      if (!profile)
        return {
          status: 'pending',
          risk: 'medium',
          eligible: true,
          because: 'no profile yet: refunds and limits are blocked',
        };
      if (profile.status === 'prohibited' || profile.risk === 'prohibited') {
        return {
          status: 'prohibited',
          risk: 'prohibited',
          eligible: false,
          because: 'the customer is prohibited: a KYC officer must clear it',
        };
      }
      const expired = profile.status === 'expired' || profile.verifiedUntil < now.slice(0, 10);
      const status = expired ? 'expired' : profile.status;
      const because =
        status === 'verified'
          ? `verified until ${profile.verifiedUntil}`
          : `${status}: refunds and limits are blocked, disputes are not`;
      return { status, risk: profile.risk, eligible: true, because };
    }),
});
