import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../../parts/page-title.ts';

/** Policies belong to the group: one that is not found is there for nobody. */
export function PolicyNotFound({ version }: { readonly version: string }) {
  usePageTitle('Not found');
  return (
    <Stack gap="sm" maw="36rem">
      <Title order={1}>There is no policy {version}</Title>
      <Text>
        <Anchor component={Link} to="/policies">
          All policies
        </Anchor>
      </Text>
    </Stack>
  );
}
