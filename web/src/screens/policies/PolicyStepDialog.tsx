import { Modal, Text } from '@mantine/core';
import type { PolicyStep } from '../../api/policies.ts';
import { discardPolicy, publishPolicy, reviewPolicy, submitPolicy } from '../../api/policies.ts';
import type { Policy } from '../../api/resources.ts';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { useIsWide } from '../../parts/width.ts';
import { ReasonField, required } from '../decision/ReasonField.tsx';
import { DraftedForm } from '../standing-in/DraftedForm.tsx';
import { effectiveWords, STEP_WORDS } from './policy-words.ts';
import type { PolicyStepName } from './search.ts';

interface Props {
  readonly policy: Policy;
  readonly step: PolicyStepName;
  readonly onClose: () => void;
}

const RECORDED: Record<PolicyStepName, string> = {
  submit: 'The draft waits for its review.',
  accept: 'The draft is reviewed and can be published.',
  return: 'The draft is its author’s again.',
  publish: 'Published; it never changes from now on.',
  discard: 'The draft is given up; it stays on record.',
};

/** Asks once more, bound to the document that is shown, and for a reason where a review gives one. */
export function PolicyStepDialog({ policy, step, onClose }: Props) {
  useReturnFocus();
  const wide = useIsWide();
  const asksWhy = step === 'accept' || step === 'return';
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${STEP_WORDS[step]}: policy ${policy.version}`}
      size="lg"
      fullScreen={!wide}
    >
      <DraftedForm
        name={`policy:${step}:${policy.version}:${policy.hash}`}
        initial={{ reason: '' }}
        validate={({ reason }) => ({
          reason: asksWhy ? required('Say what was looked at; its author reads it.')(reason) : null,
        })}
        bodyOf={({ reason }) => reason.trim()}
        send={(reason, idempotencyKey) =>
          take(step, { version: policy.version, hash: policy.hash, idempotencyKey }, reason)
        }
        submitLabel={STEP_WORDS[step]}
        recorded={RECORDED[step]}
        onClose={onClose}
      >
        {(form) => (
          <>
            <Text>{effectOf(step, policy)}</Text>
            {asksWhy && (
              <ReasonField label="Review" withAsterisk data-autofocus {...form.getInputProps('reason')} />
            )}
          </>
        )}
      </DraftedForm>
    </Modal>
  );
}

function take(step: PolicyStepName, of: PolicyStep, reason: string): Promise<Policy> {
  switch (step) {
    case 'submit':
      return submitPolicy(of);
    case 'accept':
    case 'return':
      return reviewPolicy(of, { verdict: step, reason });
    case 'publish':
      return publishPolicy(of);
    case 'discard':
      return discardPolicy(of);
  }
}

function effectOf(step: PolicyStepName, { version, effectiveFrom }: Policy): string {
  switch (step) {
    case 'submit':
      return 'A policy publisher who did not write it reviews it. Editing it again takes it back to a draft.';
    case 'accept':
      return 'It can be published as it is now. A later change of the document asks for another review.';
    case 'return':
      return 'It goes back to its author with what you write here.';
    case 'publish':
      return `New requests begin under ${version} from ${effectiveWords(effectiveFrom)}. Requests in progress keep the policy they have. It can not be changed or taken back, only replaced by a newer one.`;
    case 'discard':
      return `${version} is given up and can not be taken up again. It stays on record.`;
  }
}
