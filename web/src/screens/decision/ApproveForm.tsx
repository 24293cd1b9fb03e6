import { Anchor, Group, Text } from '@mantine/core';
import { sendDecision } from '../../api/tasks.ts';
import { useHasKeyboard } from '../../parts/width.ts';
import { approvalWords } from './approval-words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { AwayNote } from './AwayNote.tsx';
import { LetterDetails } from './LetterDetails.tsx';
import { ReasonField } from './ReasonField.tsx';
import { StandInWords } from './StandInWords.tsx';
import { WhatWillPost } from './WhatWillPost.tsx';

/** Approves exactly what it shows: the answer is bound to the hash of this content. */
export function ApproveForm({ context }: { context: FormContext }) {
  const { request, task } = context;
  const typesEasily = useHasKeyboard();
  const { proposal } = request;
  const apart = proposal !== null && task !== null && proposal.contentHash !== task.contentHash;
  const refusal =
    context.refusal ??
    (apart || !proposal || !task
      ? 'The proposal and the task are not of the same revision; they are being read again.'
      : null);
  return (
    <ActionForm
      context={{ ...context, refusal }}
      initial={{ reason: '' }}
      validate={() => ({})}
      bodyOf={({ reason }) => ({ verdict: 'approve' as const, reason: reason.trim() })}
      send={(body, idempotencyKey) =>
        sendDecision({
          taskId: task?.id ?? '',
          contentHash: task?.contentHash ?? '',
          idempotencyKey,
          body,
        })
      }
      submitLabel={approvalWords(request)}
    >
      {(form) => (
        <>
          <AwayNote entity={request.legalEntity} />
          {task?.onBehalfOf && (
            <Text fw={500}>
              <StandInWords task={task} />.
            </Text>
          )}
          {proposal && <WhatWillPost request={request} proposal={proposal} taskId={task?.id ?? null} />}
          {proposal && <LetterDetails letter={proposal.letter} />}
          <Group>
            <Anchor href={`/requests/${request.id}`} target="_blank" size="sm">
              The whole request, with its evidence (new tab)
            </Anchor>
          </Group>
          <ReasonField
            label="Reason (optional)"
            data-autofocus={typesEasily || undefined}
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
