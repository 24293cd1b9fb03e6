import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { RequestDetail } from '../../api/resources.ts';
import { fingerprintOf } from './changes.ts';

const keyOf = (requestId: string): readonly string[] => ['recorded', requestId];

/** Remembers that something was recorded on the request as it was then. */
export const noteRecorded = (queries: QueryClient, request: RequestDetail): void => {
  queries.setQueryData(keyOf(request.id), fingerprintOf(request, null));
};

/** True from the recording until the request shows its effect. */
export function useAwaitsEffect(request: RequestDetail): boolean {
  const { data } = useQuery<string>({ queryKey: keyOf(request.id), queryFn: skipToken });
  return data === fingerprintOf(request, null);
}
