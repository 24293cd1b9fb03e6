import { EmptyState } from '@mantine/core';
import type { ReactNode } from 'react';

/** An empty list says what would be here. */
export function Nothing({ title, children }: { title: string; children: ReactNode }) {
  return <EmptyState title={title} description={children} size="sm" py="xl" maw="32rem" mx="auto" />;
}
