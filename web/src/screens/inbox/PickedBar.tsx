import { Button, Group, Text } from '@mantine/core';
import type { Picking } from './picking.ts';
import classes from './Tasks.module.css';

interface Props {
  readonly picking: Picking;
  readonly onApprove: () => void;
}

/** How many are picked, and the way to approve them; on a phone it stays in sight. */
export function PickedBar({ picking: { inSight, set }, onApprove }: Props) {
  const here = inSight.length;
  if (here === 0) return null;
  return (
    <Group className={classes.picked} justify="space-between" gap="xs">
      <Text role="status" fw={600}>
        {here} selected
      </Text>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => set([])}>
          Unselect
        </Button>
        <Button size="xs" aria-keyshortcuts="a" onClick={onApprove}>
          Look at {here} and approve…
        </Button>
      </Group>
    </Group>
  );
}
