import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { createPolicy, policiesQuery, policyQuery } from '../../api/policies.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { isBag } from '../../parts/structured.ts';
import { inOrder } from './document-words.ts';
import { DraftForm } from './DraftForm.tsx';
import { nextVersion } from './policy-words.ts';

const route = getRouteApi('/policies/new');

const DAY = 86_400_000;

/** A new draft, which begins as the policy in force. */
export function NewPolicyScreen() {
  usePageTitle('Begin a draft');
  const { from } = route.useSearch();
  const policies = useQuery(policiesQuery);
  const base = from ?? policies.data?.items.find(({ inForce }) => inForce)?.version;
  const policy = useQuery({ ...policyQuery(base ?? ''), enabled: base !== undefined });
  const error = policies.error ?? policy.error;
  return (
    <>
      <Title order={1} mb="sm">
        Begin a draft
      </Title>
      {error && <ProblemNotice error={error} what="The policies could not be read" />}
      {!error && !(policies.data && policy.data) && <Rows count={3} what="the policy in force" />}
      {policies.data && policy.data && isBag(policy.data.document) && (
        <>
          <Text mb="sm" maw="44rem">
            A copy of {policy.data.version}, numbered {nextVersion(policies.data.items)}, in force from
            tomorrow 12:00 UTC. Change what shall be different; nothing applies before it is reviewed and
            published.
          </Text>
          <DraftForm
            name={`policy:new:${policy.data.version}`}
            document={inOrder({
              ...policy.data.document,
              version: nextVersion(policies.data.items),
              effectiveFrom: tomorrowNoon(),
            })}
            note=""
            send={createPolicy}
            submitLabel="Keep the draft"
          />
        </>
      )}
    </>
  );
}

function tomorrowNoon(): string {
  const day = new Date(Date.now() + DAY).toISOString().slice(0, 10);
  return `${day}T12:00:00Z`;
}
