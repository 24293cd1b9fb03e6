import { Select, Text } from '@mantine/core';
import type { CreateDecision } from '../../api/resources.ts';
import { sendDecision } from '../../api/tasks.ts';
import { optionsOf, REASON_WORDS, REASONS_OF } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { CreditLineFields } from './CreditLineFields.tsx';
import { billedLines } from './invoice-lines.ts';
import type { ProposeValues } from './propose-values.ts';
import { asksForReceipt, bodyOf, checkProposal, fieldOfPointer, initialProposal } from './propose-values.ts';
import { ReasonField } from './ReasonField.tsx';
import { ReceiptField } from './ReceiptField.tsx';

const REASONS = optionsOf(REASON_WORDS).filter(({ value }) => REASONS_OF['billing-dispute'].includes(value));

type Propose = Extract<CreateDecision, { verdict: 'propose' }>;

/** A resolution: credit per invoice line, or the receipt to apply. The rules build the entries and find the approvers. */
export function ProposeForm({ context }: { context: FormContext }) {
  const { request, task } = context;
  const byReceipt = asksForReceipt(request);
  const billed = billedLines(request.evidence, request.invoiceId);
  return (
    <ActionForm<ProposeValues, Propose>
      context={context}
      initial={initialProposal(request, billed)}
      validate={(values) => checkProposal(values, byReceipt)}
      bodyOf={(values) => bodyOf(values, byReceipt)}
      fieldOf={fieldOfPointer}
      send={(body, idempotencyKey) =>
        sendDecision({ taskId: task?.id ?? '', contentHash: task?.contentHash ?? '', idempotencyKey, body })
      }
      submitLabel="Propose"
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text size="sm" c="dimmed">
              You become the preparer, so someone else approves it.
            </Text>
          </div>
          {byReceipt ? (
            <ReceiptField evidence={request.evidence} {...form.getInputProps('receiptId')} />
          ) : (
            <CreditLineFields form={form} billed={billed} currency={request.claimed.currency} />
          )}
          {!byReceipt && (
            <Select
              label="Reason of the credit"
              data={REASONS}
              searchable
              {...form.getInputProps('disputeReason')}
            />
          )}
          <ReasonField
            label="Ground"
            description="Which record shows it; approvers and auditors read it."
            withAsterisk
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
