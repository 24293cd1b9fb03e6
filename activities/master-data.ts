import { customerById } from '../db/stores/customers.ts';
import { RequestNotFound } from '../db/door.ts';
import { requestById } from '../db/stores/request-row.ts';
import { inEntity } from '../db/transaction.ts';
import type { ActivityDeps, RequestRef } from './deps.ts';

/** Codes only: the customer's name and address stay in the database. */
export interface CustomerStanding {
  readonly customerId: string;
  readonly groupId: string;
  readonly status: 'active' | 'blocked';
  readonly keyAccount: boolean;
}

/** The customer master. */
export const masterDataActivities = ({ db }: ActivityDeps) => ({
  /** Reads the request's customer as the master has it now. */
  validateCustomer: ({ requestId, legalEntity }: RequestRef): Promise<CustomerStanding> =>
    inEntity(db, legalEntity, async (tx) => {
      const request = await requestById(tx, legalEntity, requestId);
      const customer = await customerById(tx, legalEntity, request.customerId);
      if (!customer)
        throw new RequestNotFound(`customer ${request.customerId} of ${requestId} is not in the master`);
      return {
        customerId: customer.id,
        groupId: customer.groupId,
        status: customer.status,
        keyAccount: customer.keyAccount,
      };
    }),
});
