import { Select, Text } from '@mantine/core';
import type { DisputeReason, RequestType } from '../../api/resources.ts';
import { sendDecision } from '../../api/tasks.ts';
import { optionsOf, REASON_WORDS, TYPE_WORDS } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

interface Values {
  readonly type: RequestType | null;
  readonly disputeReason: DisputeReason | null;
  readonly reason: string;
}

const TYPES = optionsOf(TYPE_WORDS);
const REASONS = optionsOf(REASON_WORDS);

/** What kind of request it is, where the rules could not tell. */
export function ClassifyForm({ context }: { context: FormContext }) {
  const { request, task } = context;
  const initial: Values = {
    type: request.type,
    disputeReason: REASONS.find(({ value }) => value === request.reason)?.value ?? null,
    reason: '',
  };
  return (
    <ActionForm<Values, { type: RequestType; disputeReason: DisputeReason; reason: string }>
      context={context}
      initial={initial}
      validate={({ type, disputeReason, reason }) => ({
        type: type ? null : 'Choose what the customer asks.',
        disputeReason: disputeReason ? null : 'Choose what it is about.',
        reason: required('Say what it was recognised by.')(reason),
      })}
      bodyOf={({ type, disputeReason, reason }) => ({
        type: type ?? 'billing-dispute',
        disputeReason: disputeReason ?? 'PRICE',
        reason: reason.trim(),
      })}
      send={(body, idempotencyKey) =>
        sendDecision({
          taskId: task?.id ?? '',
          contentHash: task?.contentHash ?? '',
          idempotencyKey,
          body: { verdict: 'classify', ...body },
        })
      }
      submitLabel="Classify"
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text style={{ whiteSpace: 'pre-wrap' }}>{request.body}</Text>
          </div>
          <Select label="Type" data={TYPES} withAsterisk {...form.getInputProps('type')} />
          <Select
            label="Reason"
            data={REASONS}
            searchable
            nothingFoundMessage="No reason has these words"
            withAsterisk
            {...form.getInputProps('disputeReason')}
          />
          <ReasonField
            label="Recognised by"
            description="For the audit trail."
            withAsterisk
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
