import { Badge } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconMessageQuestion,
  IconPlayerPlay,
  IconUserQuestion,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Outcome, Stage } from '../api/resources.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from './words.ts';

type Icon = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>;

const ICONS: Record<Stage, Icon> = {
  captured: IconCircleDashed,
  verifying: IconCircleDot,
  triage: IconUserQuestion,
  assessing: IconUserQuestion,
  preparing: IconCircleDot,
  approving: IconUserQuestion,
  'awaiting-customer': IconMessageQuestion,
  executing: IconPlayerPlay,
  confirming: IconPlayerPlay,
  closed: IconCircleCheck,
};

/** Where a request stands; how it ended once it is closed. */
export function StageBadge({ stage, outcome }: { stage: Stage; outcome: Outcome | null }) {
  const StageIcon = ICONS[stage];
  const words = stage === 'closed' && outcome ? `Closed: ${OUTCOME_WORDS[outcome]}` : STAGE_WORDS[stage];
  return (
    <Badge
      variant="default"
      size="md"
      leftSection={<StageIcon size={13} aria-hidden />}
      w="max-content"
      maw="none"
      style={{ flexShrink: 0 }}
    >
      {words}
    </Badge>
  );
}
