import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';

interface Props {
  readonly title: string;
  /** What it does. */
  readonly effect: string;
  readonly submitLabel: string;
  readonly recorded: string;
  readonly send: (idempotencyKey: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks once more before an absence or what was lent is ended. */
export function EndDialog({ title, effect, submitLabel, recorded, send, onClose }: Props) {
  useReturnFocus();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const sending = useMutation({
    mutationFn: () => send(key),
    onSuccess: () => {
      notifications.show({ title: 'Recorded', message: recorded, color: 'accent' });
      onClose();
    },
    onSettled: () => void queries.invalidateQueries(),
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="md">
        <Text>{effect}</Text>
        {sending.isError && <ProblemNotice error={sending.error} what="Not recorded" />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={sending.isPending} data-autofocus>
            Keep it
          </Button>
          <Button color="red" autoContrast loading={sending.isPending} onClick={() => sending.mutate()}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
