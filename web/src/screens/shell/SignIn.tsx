import { Button, Stack, Text, Title } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { signInUrl } from '../../api/reader.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import classes from './SignIn.module.css';

/** Shown instead of any screen without a session; signing in comes back to the same address. */
export function SignIn({ expired }: { expired: boolean }) {
  usePageTitle('Sign in');
  const { href } = useLocation();
  return (
    <main className={classes.page}>
      <Stack className={classes.card} gap="md">
        <Title order={1}>Docket</Title>
        <Text>
          {expired
            ? 'Your session has ended. Sign in again to come back to where you were; what you typed is kept in this tab.'
            : 'Customer requests of the finance department: what waits for you, what the evidence says, what will post.'}
        </Text>
        <Button component="a" href={signInUrl(href)} size="md">
          Sign in
        </Button>
      </Stack>
    </main>
  );
}
