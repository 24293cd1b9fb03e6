import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem, isStatus } from './problem.ts';

/** Retries only what may pass by itself: no answer, too many requests, a failing server. */
const mayPass = (error: Error): boolean =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);

export function createQueries(): QueryClient {
  const askWhoIsSignedIn = (error: Error, queryKey?: readonly unknown[]): void => {
    if (isStatus(error, 401) && queryKey?.[0] !== 'me') void queries.invalidateQueries({ queryKey: ['me'] });
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => askWhoIsSignedIn(error, query.queryKey) }),
    mutationCache: new MutationCache({ onError: (error) => askWhoIsSignedIn(error) }),
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (failures, error) => failures < 2 && mayPass(error) },
      mutations: { retry: false },
    },
  });
  return queries;
}
