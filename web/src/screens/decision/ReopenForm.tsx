import { Text } from '@mantine/core';
import { sendReopening } from '../../api/changes.ts';
import { OUTCOME_WORDS } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

/** Takes a closed request up again, at the point where it is assessed. */
export function ReopenForm({ context }: { context: FormContext }) {
  const { request } = context;
  return (
    <ActionForm
      context={context}
      initial={{ reason: '' }}
      validate={({ reason }) => ({ reason: required('Say why; a reopening needs a reason.')(reason) })}
      bodyOf={({ reason }) => reason.trim()}
      send={(reason, idempotencyKey) => sendReopening({ requestId: request.id, idempotencyKey, reason })}
      submitLabel="Reopen"
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text>
              It was closed{request.outcome ? ` as “${OUTCOME_WORDS[request.outcome]}”` : ''}. It goes on with
              what its clocks had consumed; what was decided and posted stays.
            </Text>
          </div>
          <ReasonField
            label="Reason"
            description="What has come up since; kept in the audit trail."
            withAsterisk
            data-autofocus
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
