import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** Grey rows in the shape of what is being read. */
export function Rows({ count = 6, height = 44, what }: { count?: number; height?: number; what: string }) {
  return (
    <Stack gap={8} role="status">
      <VisuallyHidden>Reading {what} …</VisuallyHidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={height} radius="sm" />
      ))}
    </Stack>
  );
}
