import { Anchor, Select, Text } from '@mantine/core';
import { placesIn } from './json-places.ts';

/** How a document is written, and where its fields are described. */
export function DraftGuide() {
  return (
    <Text maw="44rem">
      Keep the names of the fields and change what stands behind them. Amounts and the version are text in
      quotes, amounts in minor units; hours, days and percentages are numbers without quotes; effectiveFrom is
      in UTC. The{' '}
      <Anchor href="/v1/policies/schema" underline="always" target="_blank" rel="noreferrer">
        description of every field
      </Anchor>{' '}
      is a JSON schema. What is wrong is listed with its line when you keep the draft.
    </Text>
  );
}

interface Props {
  /** A text that parses. */
  readonly text: string;
  readonly onGo: (offset: number) => void;
}

/** The sections of a document, to jump to. Below the text: a sticky head would cover it while a line is shown. */
export function DraftOutline({ text, onGo }: Props) {
  const sections = [...placesIn(text)].filter(([path]) => /^\/[^/]+$/.test(path));
  return (
    <Select
      label="Jump to a section"
      data={sections.map(([path]) => path.slice(1))}
      value={null}
      searchable
      openOnFocus={false}
      nothingFoundMessage="No section has this name"
      maw="20rem"
      onChange={(name) => onGo(sections.find(([path]) => path.slice(1) === name)?.[1] ?? 0)}
    />
  );
}
