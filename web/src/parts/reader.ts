import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/reader.ts';
import type { Me } from '../api/resources.ts';

/** The signed-in reader. Screens are only shown once it is known. */
export function useReader(): Me | undefined {
  return useQuery(meQuery).data;
}

/** The business zone of a legal entity; undefined while unknown. */
export function useZoneOf(entity: string | undefined): string | undefined {
  return useReader()?.entities.find((one) => one.code === entity)?.zone;
}
