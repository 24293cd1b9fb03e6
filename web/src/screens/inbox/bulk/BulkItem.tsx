import { Accordion, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconEye, IconEyeCheck, IconMinus } from '@tabler/icons-react';
import { Amount } from '../../../parts/Amount.tsx';
import { ProblemNotice } from '../../../parts/ProblemNotice.tsx';
import { Rows } from '../../../parts/Rows.tsx';
import { plainWords, sentence } from '../../../parts/words.ts';
import { WhatWillPost } from '../../decision/WhatWillPost.tsx';
import { TaskNotes } from '../TaskNotes.tsx';
import classes from './Bulk.module.css';
import type { BulkContent, Look } from './looks.ts';

interface Props {
  readonly content: BulkContent;
  readonly look: Look;
  readonly onSeen: (contentHash: string) => void;
  readonly onLeaveOut: () => void;
}

/** One of several: what it is and where it stands; opened, everything its approval is about. */
export function BulkItem({ content, look, onSeen, onLeaveOut }: Props) {
  const { id, task } = content;
  return (
    <Accordion.Item value={id} className={classes.item}>
      <Accordion.Control data-task={id} className={classes.control}>
        <span className={classes.head}>
          <span className={classes.subject}>{task?.request.subject ?? 'Being read'}</span>
          {task && <Amount of={task.amount} strong />}
        </span>
        <span className={classes.head}>
          <Text size="sm" c="dimmed" span>
            {task && `${task.request.customer.name} · ${task.request.id}`}
          </Text>
          <Standing look={look} />
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <Opened content={content} look={look} onSeen={onSeen} onLeaveOut={onLeaveOut} />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Standing({ look }: { look: Look }) {
  const [Icon, words] = standingOf(look);
  return (
    <Text size="sm" span className={classes.standing} data-is={look.is}>
      <Icon size={15} aria-hidden />
      {words}
    </Text>
  );
}

function standingOf(look: Look): readonly [typeof IconCheck, string] {
  switch (look.is) {
    case 'approved':
      return [IconCheck, 'Approved'];
    case 'gone':
      return look.attempted
        ? [IconAlertTriangle, 'Not approved']
        : [IconMinus, 'Left out: no longer open to you'];
    case 'unreadable':
      return [IconAlertTriangle, 'Left out: could not be read'];
    case 'reading':
      return [IconEye, 'Being read'];
    case 'open':
      if (look.changed) return [IconAlertTriangle, 'Changed since you looked'];
      if (look.refusal) return [IconAlertTriangle, 'Not approved'];
      return look.seen ? [IconEyeCheck, 'Looked at'] : [IconEye, 'Not looked at yet'];
  }
}

function Opened({ content, look, onSeen, onLeaveOut }: Props) {
  switch (look.is) {
    case 'approved':
      return <Text>Your approval is recorded; it takes effect in a moment.</Text>;
    case 'reading':
      return <Rows count={3} what="the request" />;
    case 'gone':
      return <Text>{look.because} The others are not held up by it.</Text>;
    case 'unreadable':
      return <ProblemNotice error={look.error} what="It could not be read" onRetry={content.reread} />;
    case 'open':
      return <ToLookAt look={look} onSeen={onSeen} onLeaveOut={onLeaveOut} />;
  }
}

interface ToLookAtProps {
  readonly look: Extract<Look, { is: 'open' }>;
  readonly onSeen: (contentHash: string) => void;
  readonly onLeaveOut: () => void;
}

function ToLookAt({ look: { task, request, seen, changed, refusal }, onSeen, onLeaveOut }: ToLookAtProps) {
  return (
    <>
      {refusal && (
        <Text className={classes.refusal} role="alert">
          Not approved: {refusal}
        </Text>
      )}
      {changed && <Text className={classes.refusal}>The proposal is another one now. Read it again.</Text>}
      <div className={classes.why}>
        <Text>Why it is here: {plainWords(task.because)}</Text>
        <TaskNotes task={task} />
      </div>
      {request.proposal && (
        <WhatWillPost request={request} proposal={request.proposal} taskId={task.id} untitled />
      )}
      {request.explanation && (
        <Text size="sm" mt="sm">
          {sentence(request.explanation)}
        </Text>
      )}
      <Group mt="sm" gap="xs" justify="space-between">
        <Anchor href={`/requests/${request.id}`} target="_blank" size="sm">
          The whole request, with evidence and letter (new tab)
        </Anchor>
        <Group gap="xs">
          <Button size="xs" variant="subtle" color="gray" onClick={onLeaveOut}>
            Leave it out
          </Button>
          <Button size="xs" variant="default" disabled={seen} onClick={() => onSeen(task.contentHash)}>
            I have looked at this
          </Button>
        </Group>
      </Group>
    </>
  );
}
