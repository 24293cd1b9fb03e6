import { Text } from '@mantine/core';
import { sendChangeDecision } from '../../api/changes.ts';
import type { Change } from '../../api/resources.ts';
import { changeWords } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

export type ChangeVerdict = 'approve' | 'refuse';

interface Props {
  readonly context: FormContext;
  readonly change: Change;
  readonly verdict: ChangeVerdict;
}

/** The second person's word on a change that somebody else asked for. */
export function ChangeVerdictForm({ context, change, verdict }: Props) {
  return (
    <ActionForm
      context={context}
      initial={{ reason: '' }}
      validate={({ reason }) => ({ reason: required('Say why; it stays in the audit trail.')(reason) })}
      bodyOf={({ reason }) => reason.trim()}
      send={(reason, idempotencyKey) =>
        sendChangeDecision({ changeId: change.id, idempotencyKey, verdict, reason })
      }
      submitLabel={verdict === 'approve' ? 'Approve the change' : 'Refuse the change'}
      grave={verdict === 'refuse'}
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{changeWords(change)}</Text>
            <Text>
              {change.requestedBy.name} asked for it: {change.reason}
            </Text>
            {verdict === 'approve' && change.kind === 'policy-version' && (
              <Text mt="xs">Approvals given under the old policy become void.</Text>
            )}
          </div>
          <ReasonField
            label="Reason"
            withAsterisk
            maxLength={500}
            data-autofocus
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
