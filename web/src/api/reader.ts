import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => dataOf<'getMe'>(client.GET('/v1/me', { signal })),
  staleTime: 5 * 60_000,
  retry: false,
});

export const trialBalanceQuery = (entity: string) =>
  queryOptions({
    queryKey: ['trial-balance', entity],
    queryFn: ({ signal }) =>
      dataOf<'getTrialBalance'>(
        client.GET('/v1/entities/{entity}/trial-balance', { params: { path: { entity } }, signal }),
      ),
  });

/** Ends the session here; answers where the identity provider's own session ends, if it has such a page. */
export async function signOut(): Promise<string | null> {
  const { endSessionUrl } = await dataOf<'logout'>(client.POST('/auth/logout'));
  return endSessionUrl;
}

export const signInUrl = (returnTo: string): string => `/auth/login?returnTo=${encodeURIComponent(returnTo)}`;
