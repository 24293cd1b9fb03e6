import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { Absence, CreateAbsence, CreateDelegation, Delegation, StandingIn } from './resources.ts';

export const standingInQuery = queryOptions({
  queryKey: ['standing-in'],
  queryFn: ({ signal }): Promise<StandingIn> =>
    dataOf<'getStandingIn'>(client.GET('/v1/standing-in', { signal })),
});

export const sendAbsence = (body: CreateAbsence, idempotencyKey: string): Promise<Absence> =>
  dataOf<'createAbsence'>(
    client.POST('/v1/absences', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }),
  );

export const cancelAbsence = (absenceId: string, idempotencyKey: string): Promise<Absence> =>
  dataOf<'cancelAbsence'>(
    client.POST('/v1/absences/{absenceId}/cancellation', {
      params: { path: { absenceId }, header: { 'Idempotency-Key': idempotencyKey } },
    }),
  );

export const sendDelegation = (body: CreateDelegation, idempotencyKey: string): Promise<Delegation> =>
  dataOf<'createDelegation'>(
    client.POST('/v1/delegations', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }),
  );

export const revokeDelegation = (delegationId: string, idempotencyKey: string): Promise<Delegation> =>
  dataOf<'revokeDelegation'>(
    client.POST('/v1/delegations/{delegationId}/revocation', {
      params: { path: { delegationId }, header: { 'Idempotency-Key': idempotencyKey } },
    }),
  );
