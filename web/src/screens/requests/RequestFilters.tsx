import { Group, Select } from '@mantine/core';
import { useReader } from '../../parts/reader.ts';
import { optionsOf, STAGE_WORDS, TEAM_WORDS, TYPE_WORDS } from '../../parts/words.ts';
import { RequestSearchField } from './RequestSearchField.tsx';
import type { SearchChange } from './RequestsScreen.tsx';
import type { RequestsSearch } from './search.ts';

interface Props {
  readonly search: RequestsSearch;
  readonly onChange: (change: SearchChange) => void;
}

const STATUS = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
];
const OWNER = [{ value: 'me', label: 'Mine' }];

export function RequestFilters({ search, onChange }: Props) {
  const entities = useReader()?.entities ?? [];
  const filter = (
    name: keyof RequestsSearch,
    label: string,
    any: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      key={name}
      aria-label={label}
      placeholder={any}
      data={data}
      value={search[name] ?? null}
      onChange={(value) => onChange({ [name]: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': `${label}: show all` }}
      flex="1 1 8rem"
      maw="13rem"
    />
  );
  return (
    <Group gap="xs" mb="sm" role="search">
      <RequestSearchField value={search.q} onChange={(q) => onChange({ q })} />
      {filter('status', 'Open or closed', 'Open and closed', STATUS)}
      {filter('stage', 'Stage', 'Every stage', optionsOf(STAGE_WORDS))}
      {filter('type', 'Type', 'Every type', optionsOf(TYPE_WORDS))}
      {filter('team', 'Team', 'Every team', optionsOf(TEAM_WORDS))}
      {filter('owner', 'Owner', 'Every owner', OWNER)}
      {entities.length > 1 &&
        filter(
          'entity',
          'Legal entity',
          'Every entity',
          entities.map((entity) => ({ value: entity.code, label: `${entity.code} ${entity.name}` })),
        )}
    </Group>
  );
}
