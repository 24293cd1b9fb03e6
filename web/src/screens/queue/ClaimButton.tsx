import { Button } from '@mantine/core';
import type { RequestSummary } from '../../api/resources.ts';
import type { Claiming } from './claiming.ts';

interface Props {
  readonly row: RequestSummary;
  readonly claiming: Claiming;
  readonly size: 'xs' | 'sm';
}

export function ClaimButton({ row, claiming, size }: Props) {
  const isThis = claiming.isPending && claiming.variables.id === row.id;
  return (
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
  );
}
