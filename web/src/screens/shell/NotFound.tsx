import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { usePageTitle } from '../../parts/page-title.ts';

/** An address that names nothing this reader may see. */
export function NotFound({ what = 'page', id }: { what?: string; id?: string }) {
  usePageTitle('Not found');
  return (
    <Stack gap="sm" maw="36rem">
      <Title order={1}>There is no such {what}</Title>
      <Text>
        {id ? `${id} does not exist, or it` : 'The address is mistyped, or what it names'} belongs to a legal
        entity you do not work for.
      </Text>
      <Text>
        <Anchor component={Link} to="/requests">
          All requests
        </Anchor>
      </Text>
    </Stack>
  );
}
