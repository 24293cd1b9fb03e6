import { Group, Select, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { policiesQuery, policyDiffQuery } from '../../api/policies.ts';
import type { PolicySummary } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Differences } from './Differences.tsx';
import { STATE_WORDS } from './policy-words.ts';

const route = getRouteApi('/policies/compare');

/** Two versions, and everything that differs between them. */
export function CompareScreen() {
  const { from, to } = route.useSearch();
  const navigate = route.useNavigate();
  const policies = useQuery(policiesQuery);
  usePageTitle(from && to ? `Policy ${from} and ${to}` : 'Compare policies');
  const choose = (change: { from?: string; to?: string }): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const items = policies.data?.items ?? [];
  return (
    <>
      <Title order={1} mb="sm">
        Compare policies
      </Title>
      <Group gap="xs" mb="sm" align="end">
        <VersionField
          label="From"
          value={from}
          policies={items}
          onChange={(version) => choose({ from: version })}
        />
        <VersionField
          label="To"
          value={to}
          policies={items}
          onChange={(version) => choose({ to: version })}
        />
      </Group>
      {policies.isError && (
        <ProblemNotice
          error={policies.error}
          what="The policies could not be read"
          onRetry={() => void policies.refetch()}
        />
      )}
      {from && to ? (
        <Compared from={from} to={to} />
      ) : (
        <Nothing title="Choose two versions">What differs between them is listed here.</Nothing>
      )}
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly policies: readonly PolicySummary[];
  readonly onChange: (version: string) => void;
}

function VersionField({ label, value, policies, onChange }: FieldProps) {
  return (
    <Select
      label={label}
      w="14rem"
      data={policies.map((policy) => ({
        value: policy.version,
        label: `${policy.version}, ${policy.inForce ? 'in force' : STATE_WORDS[policy.state].toLowerCase()}`,
      }))}
      value={value ?? null}
      onChange={(version) => version !== null && onChange(version)}
      allowDeselect={false}
      placeholder="Version"
    />
  );
}

function Compared({ from, to }: { from: string; to: string }) {
  const diff = useQuery(policyDiffQuery(from, to));
  if (diff.isPending) return <Rows count={4} what="what differs" />;
  if (diff.isError) {
    return (
      <ProblemNotice
        error={diff.error}
        what={`${from} and ${to} could not be compared`}
        onRetry={() => void diff.refetch()}
      />
    );
  }
  return diff.data.differences.length === 0 ? (
    <Nothing title={`${from} and ${to} say the same`}>Nothing differs between their documents.</Nothing>
  ) : (
    <Differences diff={diff.data} />
  );
}
