import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNotice } from '../../../parts/ProblemNotice.tsx';
import { useReader } from '../../../parts/reader.ts';
import { ReasonField } from '../../decision/ReasonField.tsx';
import { BulkItems } from './BulkItems.tsx';
import { useBulkSending } from './bulk-sending.ts';
import type { Look } from './looks.ts';
import { lookOf, useBulkContents } from './looks.ts';

interface Props {
  readonly ids: readonly string[];
  /** Called with those that are still to be approved, whenever that changes. */
  readonly onLeft: (ids: readonly string[]) => void;
  readonly onClose: () => void;
}

type Open = Extract<Look, { is: 'open' }>;

export function BulkForm({ ids, onLeft, onClose }: Props) {
  const readerId = useReader()?.id;
  const contents = useBulkContents(ids);
  const [seen, setSeen] = useState<Readonly<Record<string, string>>>({});
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const { reason, type, outcomes, sending, send } = useBulkSending(ids, (all) =>
    onLeft(ids.filter((id) => !leftOut.has(id) && !all.get(id)?.recorded)),
  );
  const items = contents
    .filter(({ id }) => !leftOut.has(id))
    .map((content) => ({ content, look: lookOf(content, seen, outcomes, readerId) }));
  const open = items.map(({ look }) => look).filter((look): look is Open => look.is === 'open');
  const reading = items.some(({ look }) => look.is === 'reading');
  const unseen = open.filter((look) => !look.seen);
  const approved = items.filter(({ look }) => look.is === 'approved').length;
  const leaveOut = (id: string): void => {
    const out = new Set([...leftOut, id]);
    setLeftOut(out);
    onLeft(ids.filter((one) => !out.has(one) && !outcomes.get(one)?.recorded));
  };
  const approve = (): void =>
    send(open.map(({ task }) => ({ taskId: task.id, contentHash: task.contentHash, reason: reason.trim() })));
  const ready = open.length > 0 && unseen.length === 0 && !reading;

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) approve();
      }}
    >
      <Stack gap="md">
        <Text role="status" size="sm">
          {progressWords({ open: open.length, unseen: unseen.length, approved, answered: outcomes.size > 0 })}
        </Text>
        <BulkItems
          items={items}
          onSeen={(id, hash) => setSeen((now) => ({ ...now, [id]: hash }))}
          onLeaveOut={leaveOut}
        />
        {open.length > 0 && (
          <ReasonField
            label="Reason (optional)"
            description="Recorded with each of them."
            value={reason}
            onChange={(event) => type(event.currentTarget.value)}
          />
        )}
        {sending.isError && (
          <div>
            <ProblemNotice error={sending.error} what="Not recorded" />
            <Text size="sm" c="dimmed" mt={4}>
              What you typed and looked at is kept. Sending it again is safe: each is recorded once.
            </Text>
          </div>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={sending.isPending}>
            {outcomes.size > 0 ? 'Close' : 'Cancel'}
          </Button>
          {open.length > 0 && (
            <Button type="submit" loading={sending.isPending} disabled={!ready}>
              Approve {open.length}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface Progress {
  readonly open: number;
  readonly unseen: number;
  readonly approved: number;
  readonly answered: boolean;
}

function progressWords({ open, unseen, approved, answered }: Progress): string {
  const done = answered ? `${approved} approved. ` : '';
  if (open === 0)
    return answered ? `${done}Nothing is left to approve here.` : 'Nothing here is open to you.';
  if (unseen > 0) return `${done}${open - unseen} of ${open} looked at. Look at each before you approve.`;
  return answered ? `${done}${open} not approved: read why below.` : `All ${open} looked at.`;
}
