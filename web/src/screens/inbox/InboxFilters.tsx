import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useKeys } from '../../parts/keyboard.ts';
import { optionsOf, TASK_WORDS } from '../../parts/words.ts';
import type { InboxSearch } from './search.ts';

const KINDS = optionsOf(TASK_WORDS);

interface Props {
  readonly search: InboxSearch;
  readonly onChange: (change: { kind?: string | undefined; q?: string | undefined }) => void;
}

export function InboxFilters({ search, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  return (
    <Group gap="xs" mb="xs" role="search">
      <TextInput
        ref={field}
        aria-label="Search these tasks"
        placeholder="Customer, subject, request id"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search.q ?? ''}
        onChange={(event) => onChange({ q: event.currentTarget.value || undefined })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        flex="1 1 14rem"
        maw="26rem"
      />
      <Select
        aria-label="Kind of task"
        placeholder="Every kind"
        data={KINDS}
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind: kind ?? undefined })}
        clearable
        clearButtonProps={{ 'aria-label': 'Show every kind' }}
        flex="0 1 12rem"
      />
    </Group>
  );
}
