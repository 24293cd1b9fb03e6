import { Group, Select } from '@mantine/core';
import { useReader } from '../../parts/reader.ts';
import { optionsOf, TEAM_WORDS } from '../../parts/words.ts';
import type { QueueChange, QueueSearch } from './search.ts';
import { teamsOf, teamShown } from './search.ts';

interface Props {
  readonly search: QueueSearch;
  readonly onChange: (change: QueueChange) => void;
}

const EVERY = { value: 'every', label: 'Every team' } as const;

/** Whose queue; what one owns is shown whatever the team. */
export function QueueFilters({ search, onChange }: Props) {
  const me = useReader();
  const entities = me?.entities ?? [];
  const own = me ? teamsOf(me) : [];
  const teams = optionsOf(TEAM_WORDS);
  const data = [
    ...(own.length > 0
      ? [
          { group: 'Yours', items: teams.filter(({ value }) => own.includes(value)) },
          { group: 'Others', items: [EVERY, ...teams.filter(({ value }) => !own.includes(value))] },
        ]
      : [EVERY, ...teams]),
  ];
  if (search.show === 'mine' && entities.length < 2) return null;
  return (
    <Group gap="xs" mb="xs" role="search">
      {search.show !== 'mine' && (
        <Select
          aria-label="Team"
          data={data}
          value={teamShown(search, me) ?? EVERY.value}
          onChange={(team) => onChange({ team: team ?? undefined })}
          allowDeselect={false}
          flex="1 1 10rem"
          maw="15rem"
        />
      )}
      {entities.length > 1 && (
        <Select
          aria-label="Legal entity"
          placeholder="Every entity"
          data={entities.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          value={search.entity ?? null}
          onChange={(entity) => onChange({ entity: entity ?? undefined })}
          clearable
          clearButtonProps={{ 'aria-label': 'Show every entity' }}
          flex="1 1 10rem"
          maw="15rem"
        />
      )}
    </Group>
  );
}
