import { Badge } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleX,
  IconEye,
  IconEyeCheck,
  IconPencil,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { PolicySummary } from '../../api/resources.ts';
import { STATE_WORDS } from './policy-words.ts';

const ICONS = {
  draft: IconPencil,
  'in-review': IconEye,
  reviewed: IconEyeCheck,
  published: IconCircleCheck,
  discarded: IconCircleX,
} as const;

/** Where a policy stands; "in force" for the one that new requests begin under. */
export function PolicyState({ policy: { state, inForce } }: { policy: PolicySummary }) {
  const Icon = inForce ? IconPlayerPlay : ICONS[state];
  return (
    <Badge
      variant={inForce ? 'outline' : 'default'}
      size="md"
      leftSection={<Icon size={13} aria-hidden />}
      w="max-content"
      maw="none"
    >
      {inForce ? 'In force' : STATE_WORDS[state]}
    </Badge>
  );
}
