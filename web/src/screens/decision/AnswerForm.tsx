import { Blockquote, Text, Textarea } from '@mantine/core';
import { sendDecision } from '../../api/tasks.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { required } from './ReasonField.tsx';

/** What the consulted team answers. */
export function AnswerForm({ context }: { context: FormContext }) {
  const { task, request } = context;
  const consult = request.consults.find(({ taskId }) => taskId === task?.id);
  const question = task?.question ?? consult?.question;
  return (
    <ActionForm
      context={context}
      initial={{ reason: '' }}
      validate={({ reason }) => ({ reason: required('Write the answer.')(reason) })}
      bodyOf={({ reason }) => ({ verdict: 'answer' as const, reason: reason.trim() })}
      send={(body, idempotencyKey) =>
        sendDecision({ taskId: task?.id ?? '', contentHash: task?.contentHash ?? '', idempotencyKey, body })
      }
      submitLabel="Answer"
    >
      {(form) => (
        <>
          <Text fw={600}>{request.subject}</Text>
          {question && (
            <Blockquote
              p="sm"
              color="accent"
              cite={consult?.askedBy ? `Asked by ${consult.askedBy.name}` : 'Asked of your team'}
            >
              {question}
            </Blockquote>
          )}
          <Textarea
            label="Your answer"
            description="It becomes evidence: say which record shows it."
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5_000}
            withAsterisk
            data-autofocus
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
