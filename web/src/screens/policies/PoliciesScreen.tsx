import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { policiesQuery } from '../../api/policies.ts';
import type { PolicySummary } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { useIsRoomy } from '../../parts/width.ts';
import { PolicyCards } from './PolicyCards.tsx';
import { PolicyTable } from './PolicyTable.tsx';

/** Every version of what governs requests: published, and on its way. */
export function PoliciesScreen() {
  usePageTitle('Policies');
  const policies = useQuery(policiesQuery);
  const isAuthor = useReader()?.grants.some(({ role }) => role === 'policy-author') ?? false;
  const items = policies.data?.items ?? [];
  return (
    <>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={1}>Policies</Title>
          <Text size="sm" c="dimmed" maw="44rem">
            A request keeps the policy it began under. A published policy never changes; a newer one replaces
            it for new requests.
          </Text>
        </div>
        <Group gap="xs">
          {items.length > 1 && <CompareButton policies={items} />}
          {isAuthor && (
            <Button renderRoot={(props) => <Link to="/policies/new" {...props} />}>Begin a draft</Button>
          )}
        </Group>
      </Group>
      {policies.isPending && <Rows what="the policies" />}
      {policies.isError && (
        <ProblemNotice
          error={policies.error}
          what="The policies could not be read"
          onRetry={() => void policies.refetch()}
        />
      )}
      {policies.isSuccess && items.length === 0 && (
        <Nothing title="No policy yet">Published policies and drafts appear here.</Nothing>
      )}
      {items.length > 0 && <List of={items} />}
    </>
  );
}

function List({ of }: { of: readonly PolicySummary[] }) {
  return useIsRoomy() ? <PolicyTable policies={of} /> : <PolicyCards policies={of} />;
}

/** The newest with the one in force, to begin with. */
function CompareButton({ policies }: { policies: readonly PolicySummary[] }) {
  const from = policies.find(({ inForce }) => inForce)?.version ?? policies.at(-1)?.version;
  const to = policies.find(({ version, state }) => version !== from && state !== 'discarded')?.version;
  const search = { ...(from && { from }), ...(to && { to }) };
  return (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/policies/compare" search={search} {...props} />}
    >
      Compare two
    </Button>
  );
}
