import { Select, Text } from '@mantine/core';
import { sendPriority } from '../../api/changes.ts';
import type { Priority } from '../../api/resources.ts';
import { PRIORITY_WORDS } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

const PRIORITIES = Object.entries(PRIORITY_WORDS) as [Priority, string][];

/** Another priority: another budget, of which what was consumed stays consumed. */
export function PriorityForm({ context }: { context: FormContext }) {
  const { request } = context;
  return (
    <ActionForm
      context={context}
      initial={{ priority: '', reason: '' }}
      validate={({ priority, reason }) => ({
        priority: priority === '' ? 'Choose the new priority.' : null,
        reason: required('Say why; it stays in the audit trail.')(reason),
      })}
      bodyOf={({ priority, reason }) => ({ priority: priority as Priority, reason: reason.trim() })}
      send={(body, idempotencyKey) => sendPriority({ requestId: request.id, idempotencyKey, body })}
      submitLabel="Change the priority"
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text>
              It is {request.priority ?? 'without a priority'} now. Its clocks keep what they have consumed;
              the budgets become those of the new priority.
            </Text>
          </div>
          <Select
            label="New priority"
            data={PRIORITIES.filter(([priority]) => priority !== request.priority).map(([value, label]) => ({
              value,
              label,
            }))}
            withAsterisk
            data-autofocus
            {...form.getInputProps('priority')}
          />
          <ReasonField label="Reason" withAsterisk maxLength={500} {...form.getInputProps('reason')} />
        </>
      )}
    </ActionForm>
  );
}
