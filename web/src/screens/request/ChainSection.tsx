import { Text } from '@mantine/core';
import { IconBan, IconCircle, IconCircleCheck, IconCircleDotFilled, IconCircleX } from '@tabler/icons-react';
import type { ChainSeat, Proposal, RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { plainWords, roleWords, sentence } from '../../parts/words.ts';
import classes from './Chain.module.css';

type Step = 'approved' | 'rejected' | 'now' | 'next' | 'void';

const STEPS = {
  approved: { words: 'Done', Icon: IconCircleCheck },
  rejected: { words: 'Rejected', Icon: IconCircleX },
  now: { words: 'Now', Icon: IconCircleDotFilled },
  next: { words: 'Next', Icon: IconCircle },
  void: { words: 'Void', Icon: IconBan },
} as const;

/** Who decides: done, now, next, and why each of them. */
export function ChainSection({ request, proposal }: { request: RequestDetail; proposal: Proposal }) {
  const { seats, because, counterfactual } = proposal.approvals;
  return (
    <Section title="Approvals">
      {seats.length === 0 && <Text fw={500}>Nobody has to approve this.</Text>}
      {seats.length > 0 && (
        <ol className={classes.chain}>
          {seats.map((seat, index) => (
            <Seat
              key={seat.taskId ?? `${seat.level} ${index}`}
              seat={seat}
              entity={request.legalEntity}
              why={seat.because === because ? null : sentence(seat.because)}
            />
          ))}
        </ol>
      )}
      <Text size="sm" mt="sm">
        {sentence(because)}.
      </Text>
      {counterfactual && (
        <Text size="sm" c="dimmed">
          Otherwise: {plainWords(counterfactual)}.
        </Text>
      )}
    </Section>
  );
}

function Seat({ seat, entity, why }: { seat: ChainSeat; entity: string; why: string | null }) {
  const step = stepOf(seat);
  const { words, Icon } = STEPS[step];
  return (
    <li className={classes.seat} data-step={step} aria-current={step === 'now' ? 'step' : undefined}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div>
        <Text fw={600}>
          {words}: {sentence(roleWords(seat.role))}
        </Text>
        <Text size="sm">
          <SeatDetail seat={seat} step={step} entity={entity} />
        </Text>
        {why && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
      </div>
    </li>
  );
}

function SeatDetail({ seat, step, entity }: { seat: ChainSeat; step: Step; entity: string }) {
  if (seat.decidedBy) {
    return (
      <>
        {seat.decidedBy.name}
        {seat.decidedAt && (
          <>
            , <When at={seat.decidedAt} entity={entity} />
          </>
        )}
      </>
    );
  }
  if (step === 'void') return <>The proposal changed or the request ended.</>;
  const names = seat.candidates.map((person) => person.name).join(' or ');
  return (
    <>
      {names || 'Nobody holds this role without having touched the request'}
      {step === 'now' && seat.dueAt && (
        <>
          , <When at={seat.dueAt} entity={entity} as="due" />
        </>
      )}
    </>
  );
}

function stepOf({ state, verdict }: ChainSeat): Step {
  if (verdict === 'approve') return 'approved';
  if (verdict === 'reject') return 'rejected';
  if (state === 'void') return 'void';
  return state === 'open' ? 'now' : 'next';
}
