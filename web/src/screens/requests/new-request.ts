import type { CreateRequest, Me, RequestType } from '../../api/resources.ts';
import { keysOf } from '../../parts/search-params.ts';
import { TYPE_WORDS } from '../../parts/words.ts';

/** What is typed; empty where it is left out. */
export interface NewRequest {
  readonly legalEntity: string;
  readonly customerId: string;
  readonly invoiceId: string;
  readonly subject: string;
  readonly text: string;
  readonly amount: string;
  readonly currency: string;
  readonly type: RequestType | '';
  readonly bankReference: string;
  readonly paidOn: string;
}

export const emptyRequest = (entity: Me['entities'][number] | undefined): NewRequest => ({
  ...{ legalEntity: entity?.code ?? '', customerId: '', invoiceId: '', subject: '', text: '', amount: '' },
  ...{ currency: entity?.currency ?? '', type: '', bankReference: '', paidOn: '' },
});

const DECIMAL = /^\d{1,16}(\.\d{1,4})?$/;
const needed = (value: string, words: string): string | null => (value.trim() === '' ? words : null);

export function checkRequest(values: NewRequest): Record<string, string | null> {
  const [reference, day] = [values.bankReference.trim() !== '', values.paidOn !== ''];
  return {
    legalEntity: needed(values.legalEntity, 'Choose the legal entity the customer buys from.'),
    customerId: needed(values.customerId, "Write the customer's number, such as CUST-1001."),
    subject: needed(values.subject, 'Say in a few words what it is about.'),
    text: needed(values.text, 'Write what the customer asks, in their words.'),
    amount: DECIMAL.test(values.amount.trim()) ? null : 'Write a plain amount such as 1250.00.',
    currency: /^[A-Z]{3}$/.test(values.currency.trim()) ? null : 'Three letters, such as USD.',
    bankReference: day && !reference ? 'Write the reference too, or leave the day out.' : null,
    paidOn: reference && !day ? 'Say on which day it was paid, or leave the reference out.' : null,
  };
}

export function bodyOf(values: NewRequest): CreateRequest {
  const { legalEntity, customerId, invoiceId, subject, text, amount, currency, paidOn } = values;
  const type = keysOf(TYPE_WORDS).find((one) => one === values.type);
  const bankReference = values.bankReference.trim();
  return {
    ...{ legalEntity, channel: 'service-desk', customerId: customerId.trim() },
    ...(invoiceId.trim() !== '' && { invoiceId: invoiceId.trim() }),
    ...{ subject: subject.trim(), text: text.trim() },
    claimed: { amount: amount.trim(), currency: currency.trim() },
    ...(type && { type }),
    ...(bankReference !== '' && { payment: { bankReference, paidOn } }),
  };
}

/** "/claimed/amount" and "/payment/paidOn" stand at the fields of their last name. */
export function fieldOfPointer(pointer: string, values: NewRequest): string | undefined {
  const name = pointer.split('/').at(-1) ?? '';
  if (name in values) return name;
  return name === 'claimed' ? 'amount' : name === 'payment' ? 'bankReference' : undefined;
}
