import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { editPolicy, policyQuery } from '../../api/policies.ts';
import { isStatus } from '../../api/problem.ts';
import type { Policy } from '../../api/resources.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { isBag } from '../../parts/structured.ts';
import { inOrder } from './document-words.ts';
import { DraftForm } from './DraftForm.tsx';
import { PolicyNotFound } from './PolicyNotFound.tsx';

const route = getRouteApi('/policies/$version/edit');

/** A draft being written. */
export function EditPolicyScreen() {
  const { version } = route.useParams();
  usePageTitle(`Edit policy ${version}`);
  const policy = useQuery(policyQuery(version));
  if (isStatus(policy.error, 404)) return <PolicyNotFound version={version} />;
  if (policy.data) return <Editor policy={policy.data} key={version} />;
  if (policy.isError) {
    return (
      <ProblemNotice
        error={policy.error}
        what={`Policy ${version} could not be read`}
        onRetry={() => void policy.refetch()}
      />
    );
  }
  return <Rows count={5} height={96} what={`policy ${version}`} />;
}

function Editor({ policy }: { policy: Policy }) {
  // What the person began with; a change by somebody else meanwhile is answered when this is sent.
  const [{ version, hash, document, note }] = useState(policy);
  const edit = policy.actions.find(({ name }) => name === 'edit');
  return (
    <>
      <Title order={1} mb="sm">
        Edit policy {version}
      </Title>
      {edit?.allowed ? (
        <>
          {policy.state !== 'draft' && (
            <Text mb="sm">A review is bound to what was read: once you change it, it is a draft again.</Text>
          )}
          <DraftForm
            name={`policy:${version}:${hash}`}
            document={isBag(document) ? inOrder(document) : document}
            note={note}
            send={(body, idempotencyKey) => editPolicy({ version, hash, idempotencyKey }, body)}
            submitLabel="Keep the draft"
            back={version}
          />
        </>
      ) : (
        <Text>{edit?.reason ?? 'This policy can not be edited.'}</Text>
      )}
    </>
  );
}
