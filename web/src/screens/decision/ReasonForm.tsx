import { Text } from '@mantine/core';
import { sendWithdrawal } from '../../api/requests.ts';
import type { RequestDetail } from '../../api/resources.ts';
import { sendDecision } from '../../api/tasks.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { proposalWords } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { AwayNote } from './AwayNote.tsx';
import { ReasonField, required } from './ReasonField.tsx';
import { StandInWords } from './StandInWords.tsx';

type Ending = 'reject' | 'deny' | 'withdraw';

interface Wording {
  readonly effect: (request: RequestDetail) => string;
  readonly label: string;
  readonly description: string;
  readonly missing: string;
  readonly submit: string;
}

const WORDING: Record<Ending, Wording> = {
  reject: {
    effect: ({ proposal }) =>
      proposal
        ? `The proposal, a ${proposalWords(proposal)}, goes back to whoever prepares it; nothing posts.`
        : 'The proposal goes back; nothing posts.',
    label: 'Reason',
    description: 'Read by the preparer and kept in the audit trail.',
    missing: 'Say why; a rejection needs a reason.',
    submit: 'Reject the proposal',
  },
  deny: {
    effect: ({ claimed, customer }) =>
      `A denial of the ${moneyWords(claimed)} claimed is proposed; ${customer.name} gets the reason in the letter.`,
    label: 'Reason for the customer',
    description: 'Written so that the customer can check it: which term, which record.',
    missing: 'Say why; a denial needs a reason.',
    submit: 'Deny the claim',
  },
  withdraw: {
    effect: ({ customer }) =>
      `The request ends without a decision, as ${customer.name} no longer pursues it.`,
    label: 'What the customer said',
    description: 'Kept in the audit trail.',
    missing: 'Say why it is withdrawn.',
    submit: 'Withdraw the request',
  },
};

/** The actions that need nothing but a reason. */
export function ReasonForm({ context, action }: { context: FormContext; action: Ending }) {
  const { request, task } = context;
  const words = WORDING[action];
  return (
    <ActionForm
      context={context}
      initial={{ reason: '' }}
      validate={({ reason }) => ({ reason: required(words.missing)(reason) })}
      bodyOf={({ reason }) => reason.trim()}
      send={(reason, idempotencyKey) =>
        action === 'withdraw'
          ? sendWithdrawal({ requestId: request.id, idempotencyKey, reason })
          : sendDecision({
              taskId: task?.id ?? '',
              contentHash: task?.contentHash ?? '',
              idempotencyKey,
              body: { verdict: action, reason },
            })
      }
      submitLabel={words.submit}
      grave
    >
      {(form) => (
        <>
          {action === 'reject' && <AwayNote entity={request.legalEntity} />}
          {action === 'reject' && task?.onBehalfOf && (
            <Text fw={500}>
              <StandInWords task={task} />.
            </Text>
          )}
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text>{words.effect(request)}</Text>
          </div>
          <ReasonField
            label={words.label}
            description={words.description}
            withAsterisk
            data-autofocus
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
