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

const WAITS_FOR_PEOPLE: ReadonlySet<Stage> = new Set(['triage', 'assessing', 'approving']);
const RUNS: ReadonlySet<Stage> = new Set(['executing', 'confirming']);

function iconOf(stage: Stage): Icon {
  if (stage === 'closed') return IconCircleCheck;
  if (stage === 'awaiting-customer') return IconMessageQuestion;
  if (WAITS_FOR_PEOPLE.has(stage)) return IconUserQuestion;
  if (RUNS.has(stage)) return IconPlayerPlay;
  return stage === 'captured' ? IconCircleDashed : IconCircleDot;
}

/** Where a request stands; how it ended once it is closed. */
export function StageBadge({ stage, outcome }: { stage: Stage; outcome: Outcome | null }) {
  const StageIcon = iconOf(stage);
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
