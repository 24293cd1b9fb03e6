import { Button, Text } from '@mantine/core';
import type { RequestSummary } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import type { Claiming } from './claiming.ts';
import { mayClaim } from './claiming.ts';

interface Props {
  readonly row: RequestSummary;
  readonly claiming: Claiming;
  readonly size: 'xs' | 'sm';
}

/** Nothing where the reader does not work for the team. Where approvers have it, what a claim does now is said. */
export function ClaimButton({ row, claiming, size }: Props) {
  const me = useReader();
  const isThis = claiming.isPending && claiming.variables.id === row.id;
  if (!mayClaim(me, row)) return null;
  return (
    <div>
      <Button
        size={size}
        variant="default"
        aria-label={`Claim: ${row.subject}`}
        aria-keyshortcuts="c"
        loading={isThis}
        disabled={claiming.isPending && !isThis}
        onClick={() => claiming.mutate(row)}
      >
        Claim
      </Button>
      {row.stage === 'approving' && (
        <Text size="sm" c="dimmed" mt={2}>
          With its approvers; yours if they return it
        </Text>
      )}
    </div>
  );
}
