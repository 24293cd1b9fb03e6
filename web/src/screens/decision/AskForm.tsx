import { Text, Textarea } from '@mantine/core';
import { sendDecision } from '../../api/tasks.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

/** A question to the customer; the task stays, and the resolution clock pauses until the answer. */
export function AskForm({ context }: { context: FormContext }) {
  const { task, request } = context;
  return (
    <ActionForm
      context={context}
      initial={{ question: '', reason: '' }}
      validate={({ question, reason }) => ({
        question: required('Write what the customer is asked.')(question),
        reason: required('Say why it is needed; it stays in the audit trail.')(reason),
      })}
      bodyOf={({ question, reason }) => ({
        verdict: 'ask' as const,
        question: question.trim(),
        reason: reason.trim(),
      })}
      send={(body, idempotencyKey) =>
        sendDecision({ taskId: task?.id ?? '', contentHash: task?.contentHash ?? '', idempotencyKey, body })
      }
      submitLabel="Send the question"
    >
      {(form) => (
        <>
          <Text>{request.customer.name} gets this question; the task comes back to you with the answer.</Text>
          <Textarea
            label="Question to the customer"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={1_000}
            withAsterisk
            data-autofocus
            {...form.getInputProps('question')}
          />
          <ReasonField
            label="Why it is needed"
            description="For the audit trail; the customer does not see it."
            withAsterisk
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
