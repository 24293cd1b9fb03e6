import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useKeys } from '../../parts/keyboard.ts';

interface Props {
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Searches on the server once typing pauses. */
export function RequestSearchField({ value = '', onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback((words: string) => onChange(words.trim() || undefined), 250);
  useKeys({ '/': () => field.current?.focus() });
  return (
    <TextInput
      ref={field}
      aria-label="Search requests"
      placeholder="Customer, subject, request id"
      leftSection={<IconSearch size={15} aria-hidden />}
      value={typed}
      maxLength={100}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      flex="2 1 15rem"
      maw="26rem"
    />
  );
}
