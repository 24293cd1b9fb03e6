import { creditOf } from '../db/stores/customers.ts';
import { requestById } from '../db/stores/request-row.ts';
import { inEntity } from '../db/transaction.ts';
import type { CurrencyCode, MoneyJson } from '../domain/money.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';

export interface CreditStanding {
  readonly limit: MoneyJson | null;
  readonly onHold: boolean;
}

/** Credit profiles. */
export const creditActivities = ({ db }: ActivityDeps) => ({
  lookUpCredit: ({ requestId, legalEntity }: RequestRef): Promise<CreditStanding> =>
    inEntity(db, legalEntity, async (tx) => {
      const request = await requestById(tx, legalEntity, requestId);
      const profile = await creditOf(tx, legalEntity, request.customerId);
      if (!profile) return { limit: null, onHold: false };
      return {
        limit: { minor: profile.limitMinor.toString(), currency: profile.currency as CurrencyCode },
        onHold: profile.onHold,
      };
    }),
});
