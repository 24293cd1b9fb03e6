import { Text } from '@mantine/core';
import { IconBan, IconCircle, IconCircleCheck, IconCircleDotFilled, IconCircleX } from '@tabler/icons-react';
import type { Proposal, RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { plainWords, roleWords, sentence } from '../../parts/words.ts';
import classes from './Chain.module.css';
import type { ChainLevel, SeatStep } from './chain-levels.ts';
import { levelsOf, stepOf } from './chain-levels.ts';
import { SeatDetail } from './SeatDetail.tsx';

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
  const levels = levelsOf(proposal.approvals);
  const done = levels.filter(({ step }) => step === 'approved').length;
  return (
    <Section title="Approvals" aside={levels.length > 1 && `${done} of ${levels.length} levels done`}>
      {seats.length === 0 && <Text fw={500}>Nobody has to approve this.</Text>}
      {levels.length > 0 && (
        <ol className={classes.chain}>
          {levels.map((level) => (
            <Level key={level.level} level={level} entity={request.legalEntity} chainBecause={because} />
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

interface LevelProps {
  readonly level: ChainLevel;
  readonly entity: string;
  /** What is said once for the whole chain. */
  readonly chainBecause: string;
}

function Level({ level, entity, chainBecause }: LevelProps) {
  const { step, seats, quorum } = level;
  const [only] = seats;
  const several = seats.length > 1;
  const { Icon } = STEPS[step];
  return (
    <li className={classes.seat} data-step={step} aria-current={step === 'now' ? 'step' : undefined}>
      <Icon size={18} aria-hidden className={classes.icon} />
      <div>
        {several ? (
          <>
            <Text fw={600}>
              {STEPS[step].words}:{' '}
              {quorum === seats.length ? `all ${quorum}` : `${quorum} of ${seats.length}`} must approve
            </Text>
            <Text size="sm" c="dimmed">
              {givenWords(level)}
            </Text>
            <ul className={classes.seats}>
              {seats.map((seat, index) => (
                <li key={seat.taskId ?? index}>
                  <SeatHead words={seatWords(stepOf(seat), step)} role={seat.role} step={stepOf(seat)} />
                  <SeatDetail seat={seat} step={stepOf(seat)} entity={entity} chainBecause={chainBecause} />
                </li>
              ))}
            </ul>
          </>
        ) : (
          only && (
            <>
              <Text fw={600}>
                {STEPS[step].words}: {sentence(roleWords(only.role))}
              </Text>
              <SeatDetail seat={only} step={step} entity={entity} chainBecause={chainBecause} />
            </>
          )
        )}
      </div>
    </li>
  );
}

function SeatHead({ words, role, step }: { words: string; role: string; step: SeatStep }) {
  const { Icon } = STEPS[step];
  return (
    <Text fw={500} className={classes.seatHead} data-step={step}>
      <Icon size={14} aria-hidden className={classes.icon} /> {sentence(roleWords(role))}
      <span className={classes.seatStep}>{words}</span>
    </Text>
  );
}

/** Within a level that is decided, what is left open is not needed any more. */
const seatWords = (seat: SeatStep, level: SeatStep): string =>
  level === 'approved' && (seat === 'void' || seat === 'now' || seat === 'next')
    ? 'not needed'
    : STEPS[seat].words.toLowerCase();

function givenWords({ approved, quorum, step }: ChainLevel): string {
  if (step === 'rejected') return `${approved} approved before it was rejected`;
  const left = quorum - approved;
  return left <= 0 ? `${approved} have approved` : `${approved} given, ${left} to go`;
}
