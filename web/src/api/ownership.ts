import { client, dataOf } from './client.ts';
import type { ChangeOwnership, Ownership } from './resources.ts';

export interface OwnershipToSend {
  readonly requestId: string;
  readonly idempotencyKey: string;
  readonly body: ChangeOwnership;
}

/** Claims, hands over, reassigns or returns a request. @returns whose it is now */
export const sendOwnership = ({ requestId, idempotencyKey, body }: OwnershipToSend): Promise<Ownership> =>
  dataOf<'changeOwnership'>(
    client.POST('/v1/requests/{requestId}/ownership', {
      params: { path: { requestId }, header: { 'Idempotency-Key': idempotencyKey } },
      body,
    }),
  );
