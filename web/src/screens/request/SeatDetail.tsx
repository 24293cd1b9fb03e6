import { Text } from '@mantine/core';
import { IconArrowUpCircle } from '@tabler/icons-react';
import type { ChainSeat } from '../../api/resources.ts';
import { exactWords } from '../../parts/instant-words.ts';
import { When } from '../../parts/When.tsx';
import { sentence } from '../../parts/words.ts';
import classes from './Chain.module.css';
import type { SeatStep } from './chain-levels.ts';

interface Props {
  readonly seat: ChainSeat;
  readonly step: SeatStep;
  readonly entity: string;
  readonly chainBecause: string;
}

/** Who decided the seat, for whom, or who could; and what is particular to it. */
export function SeatDetail({ seat, step, entity, chainBecause }: Props) {
  return (
    <>
      <Text size="sm">
        <Who seat={seat} step={step} entity={entity} />
      </Text>
      {step === 'now' && seat.escalatedAt && (
        <Text size="sm" className={classes.escalated}>
          <IconArrowUpCircle size={14} aria-hidden /> Its time ran out; their manager was told{' '}
          <When at={seat.escalatedAt} entity={entity} />
        </Text>
      )}
      {seat.veto && step !== 'approved' && step !== 'void' && (
        <Text size="sm" c="dimmed">
          A veto: a rejection here rejects at once.
        </Text>
      )}
      {!seat.because.endsWith(chainBecause) && (
        <Text size="sm" c="dimmed">
          {sentence(seat.because)}
        </Text>
      )}
    </>
  );
}

function Who({ seat, step, entity }: Omit<Props, 'chainBecause'>) {
  if (seat.decidedBy) {
    return (
      <>
        {seat.decidedBy.name}
        {seat.onBehalfOf && <>, standing in for {seat.onBehalfOf.name}</>}
        {seat.decidedAt && (
          <>
            , <When at={seat.decidedAt} entity={entity} />
          </>
        )}
      </>
    );
  }
  if (step === 'void') return <>The proposal changed, the request ended, or it was no longer needed.</>;
  return (
    <>
      {whoCould(seat)}
      {step === 'now' && seat.dueAt && (
        <>
          , <When at={seat.dueAt} entity={entity} as="due" />
        </>
      )}
    </>
  );
}

/** "Robert Kim, Angela Moretti or Priya Raman (standing in for Robert Kim)" */
function whoCould({ candidates, assignee }: ChainSeat): string {
  const names = candidates.map(({ name, onBehalfOf, via, awayUntil }) => {
    const notes = [
      onBehalfOf && (via === 'absence' ? `as ${onBehalfOf.name} is away` : `for ${onBehalfOf.name}`),
      awayUntil && `away until ${exactWords(awayUntil)}`,
    ].filter((note) => note !== null && note !== '');
    return notes.length > 0 ? `${name} (${notes.join('; ')})` : name;
  });
  const last = names.pop();
  if (last !== undefined) return names.length === 0 ? last : `${names.join(', ')} or ${last}`;
  return assignee
    ? `${assignee.name}, who can not decide it`
    : 'Nobody holds this role without having touched the request';
}
