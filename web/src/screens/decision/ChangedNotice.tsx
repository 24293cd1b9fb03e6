import { Alert, Button, List, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefreshAlert } from '@tabler/icons-react';
import { plainWords } from '../../parts/words.ts';
import type { Freshness } from './freshness.ts';

interface Props {
  readonly freshness: Freshness;
  readonly refusal: string | null;
  readonly hidden: boolean;
}

/** Says, before anything is sent, that the request moved on while the dialog was open. */
export function ChangedNotice({ freshness, refusal, hidden }: Props) {
  if (hidden) return null;
  if (refusal !== null) {
    return (
      <Alert
        variant="outline"
        color="amber"
        icon={<IconAlertTriangle aria-hidden />}
        title="Not possible now"
        role="alert"
      >
        <Text>{plainWords(refusal)}</Text>
        {freshness.changes.length > 0 && <Changes of={freshness.changes} />}
      </Alert>
    );
  }
  if (!freshness.stale) return null;
  return (
    <Alert
      variant="outline"
      color="amber"
      icon={<IconRefreshAlert aria-hidden />}
      title="This request changed while you had it open"
      role="alert"
    >
      <Changes of={freshness.changes} />
      <Text mt="xs">
        The dialog shows it as it is now, and what you typed is kept. Read it before you send.
      </Text>
      <Button mt="sm" size="xs" variant="default" onClick={freshness.accept}>
        I have read it again
      </Button>
    </Alert>
  );
}

function Changes({ of }: { of: readonly string[] }) {
  return (
    <List>
      {of.map((change) => (
        <List.Item key={change}>{change}</List.Item>
      ))}
    </List>
  );
}
