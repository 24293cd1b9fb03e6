import { Select } from '@mantine/core';
import type { SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '../../api/reader.ts';

/** One person of those who work for the reader's legal entities. */
export function PersonField({
  except,
  ...field
}: { readonly except: readonly (string | undefined)[] } & Omit<SelectProps, 'data'>) {
  const people = useQuery(peopleQuery);
  const data = (people.data?.items ?? [])
    .filter(({ id }) => id.startsWith('person:') && !except.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      data={data}
      searchable
      withAsterisk
      nothingFoundMessage={people.isPending ? 'Reading who works here …' : 'Nobody of that name works here.'}
      {...field}
    />
  );
}
