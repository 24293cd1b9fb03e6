import { queryOptions } from '@tanstack/react-query';
import { client, dataOf } from './client.ts';
import type { CreatePolicy, Policy } from './resources.ts';

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => dataOf<'listPolicies'>(client.GET('/v1/policies', { signal })),
});

export const policyQuery = (version: string) =>
  queryOptions({
    queryKey: ['policies', version],
    queryFn: ({ signal }) =>
      dataOf<'getPolicy'>(client.GET('/v1/policies/{version}', { params: { path: { version } }, signal })),
  });

export const policyDiffQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['policies', from, 'diff', to],
    queryFn: ({ signal }) =>
      dataOf<'diffPolicies'>(
        client.GET('/v1/policies/{version}/diff/{other}', {
          params: { path: { version: from, other: to } },
          signal,
        }),
      ),
  });

export const createPolicy = (body: CreatePolicy, idempotencyKey: string): Promise<Policy> =>
  dataOf<'createPolicy'>(
    client.POST('/v1/policies', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body }),
  );

export interface PolicyStep {
  readonly version: string;
  /** The document the person saw; another one is answered 412. */
  readonly hash: string;
  readonly idempotencyKey: string;
}

const stepOf = ({ version, hash, idempotencyKey }: PolicyStep) => ({
  path: { version },
  header: { 'Idempotency-Key': idempotencyKey, 'If-Match': `"${hash}"` },
});

export const editPolicy = (step: PolicyStep, body: CreatePolicy): Promise<Policy> =>
  dataOf<'editPolicy'>(client.POST('/v1/policies/{version}/document', { params: stepOf(step), body }));

export const submitPolicy = (step: PolicyStep): Promise<Policy> =>
  dataOf<'submitPolicy'>(client.POST('/v1/policies/{version}/submission', { params: stepOf(step) }));

export const reviewPolicy = (
  step: PolicyStep,
  body: { verdict: 'accept' | 'return'; reason: string },
): Promise<Policy> =>
  dataOf<'reviewPolicy'>(client.POST('/v1/policies/{version}/review', { params: stepOf(step), body }));

export const publishPolicy = (step: PolicyStep): Promise<Policy> =>
  dataOf<'publishPolicy'>(client.POST('/v1/policies/{version}/publication', { params: stepOf(step) }));

export const discardPolicy = (step: PolicyStep): Promise<Policy> =>
  dataOf<'discardPolicy'>(client.POST('/v1/policies/{version}/discarding', { params: stepOf(step) }));
