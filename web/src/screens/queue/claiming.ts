import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { sendOwnership } from '../../api/ownership.ts';
import type { Me, RequestSummary } from '../../api/resources.ts';

/** Those who work on requests, in the teams they work for; whether this one is free is for the server to say. */
export const mayClaim = (
  me: Me | undefined,
  { team, legalEntity }: Pick<RequestSummary, 'team' | 'legalEntity'>,
): boolean =>
  me?.grants.some(
    (grant) =>
      ['analyst', 'team-lead'].includes(grant.role) &&
      [legalEntity, '*'].includes(grant.entity) &&
      [team, '*'].includes(grant.team),
  ) ?? false;

/** Claims a request of the queue. Whether somebody else was faster is for the server to say. */
export function useClaiming() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (row: RequestSummary) =>
      sendOwnership({
        requestId: row.id,
        idempotencyKey: crypto.randomUUID(),
        body: { action: 'claim', reason: '' },
      }),
    onSuccess: (_answer, row) =>
      notifications.show({ title: 'Yours now', message: row.subject, color: 'accent' }),
    onSettled: () => void queries.invalidateQueries(),
  });
}

export type Claiming = ReturnType<typeof useClaiming>;
