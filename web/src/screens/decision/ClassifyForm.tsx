import { Select, Text } from '@mantine/core';
import type { DisputeReason, RequestType } from '../../api/resources.ts';
import { sendDecision } from '../../api/tasks.ts';
import { optionsOf, REASON_WORDS, REASONS_OF, TYPE_WORDS } from '../../parts/words.ts';
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

const reasonsOf = (type: RequestType | null): typeof REASONS =>
  REASONS.filter(({ value }) => type !== null && REASONS_OF[type].includes(value));

/** The reason where it fits the type, the type's only one, or none yet. */
function fitting(type: RequestType | null, reason: string | null): DisputeReason | null {
  const offered = reasonsOf(type);
  const only = offered.length === 1 ? offered[0] : undefined;
  return (only ?? offered.find(({ value }) => value === reason))?.value ?? null;
}

/** What kind of request it is, where the rules could not tell. */
export function ClassifyForm({ context }: { context: FormContext }) {
  const { request, task } = context;
  const initial: Values = {
    type: request.type,
    disputeReason: fitting(request.type, request.reason),
    reason: '',
  };
  return (
    <ActionForm<Values, { type: RequestType; disputeReason: DisputeReason; reason: string }>
      context={context}
      initial={initial}
      validate={({ type, disputeReason, reason }) => ({
        type: type ? null : 'Choose what the customer asks.',
        disputeReason: fitting(type, disputeReason) ? null : 'Choose what it is about.',
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
          <Select
            label="Type"
            data={TYPES}
            withAsterisk
            {...form.getInputProps('type')}
            onChange={(to) => {
              const type = TYPES.find(({ value }) => value === to)?.value ?? null;
              form.setValues({ type, disputeReason: fitting(type, form.getValues().disputeReason) });
            }}
          />
          <Select
            label="Reason"
            data={reasonsOf(form.getValues().type)}
            disabled={form.getValues().type === null}
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
