import { SimpleGrid, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { exactWords, placeOf, readerZone } from '../../parts/instant-words.ts';
import { instantOf, localOf } from '../../parts/local-instants.ts';
import { useReader } from '../../parts/reader.ts';

/** Times as the browser's field for them holds them, in the reader's zone. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** From now on: most are recorded when they begin. */
export const initialPeriod = (): Period => ({ from: localOf(new Date()), until: '' });

export const instantsOf = ({ from, until }: Period): Period => ({
  from: instantOf(from) ?? '',
  until: instantOf(until) ?? '',
});

export function checkPeriod({ from, until }: Period): Record<keyof Period, string | null> {
  const [start, end] = [instantOf(from), instantOf(until)];
  return {
    from: start ? null : 'Say from which day and time.',
    until: !end
      ? 'Say until which day and time.'
      : start && end <= start
        ? 'It has to end after it begins.'
        : null,
  };
}

interface Props {
  readonly form: Pick<UseFormReturnType<Period>, 'getInputProps' | 'getValues'>;
  /** What the end means: "From then on you are back." */
  readonly end: string;
}

export function PeriodFields({ form, end }: Props) {
  return (
    <div>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput type="datetime-local" label="From" withAsterisk {...form.getInputProps('from')} />
        <TextInput type="datetime-local" label="Until" withAsterisk {...form.getInputProps('until')} />
      </SimpleGrid>
      <Text size="sm" c="dimmed" mt={4}>
        Your time, {placeOf(readerZone())}. {end}
      </Text>
      <BusinessTime period={form.getValues()} />
    </div>
  );
}

/** The same in the zones of the reader's entities, where those differ from the reader's. */
function BusinessTime({ period }: { period: Period }) {
  const here = readerZone();
  const { from, until } = instantsOf(period);
  const zones = new Set(useReader()?.entities.map(({ zone }) => zone));
  zones.delete(here);
  if (!from || !until) return null;
  return [...zones].map((zone) => (
    <Text key={zone} size="sm" c="dimmed">
      {placeOf(zone)}: {exactWords(from, zone)} to {exactWords(until, zone)}
    </Text>
  ));
}
