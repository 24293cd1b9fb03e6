import { Blockquote, Textarea } from '@mantine/core';
import { sendReply } from '../../api/requests.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { required } from './ReasonField.tsx';

/** The customer's answer as it came by telephone or on paper. */
export function ReplyForm({ context }: { context: FormContext }) {
  const { request } = context;
  return (
    <ActionForm
      context={context}
      initial={{ text: '' }}
      validate={({ text }) => ({ text: required('Write what the customer answered.')(text) })}
      bodyOf={({ text }) => text.trim()}
      send={(text, idempotencyKey) => sendReply({ requestId: request.id, idempotencyKey, text })}
      submitLabel="Record the reply"
    >
      {(form) => (
        <>
          {request.question && (
            <Blockquote p="sm" color="accent" cite={`Asked of ${request.customer.name}`}>
              {request.question}
            </Blockquote>
          )}
          <Textarea
            label="The customer's answer"
            description="In the customer's words; it becomes evidence."
            autosize
            minRows={3}
            maxRows={14}
            maxLength={5_000}
            withAsterisk
            data-autofocus
            {...form.getInputProps('text')}
          />
        </>
      )}
    </ActionForm>
  );
}
