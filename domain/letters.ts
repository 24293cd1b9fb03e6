import type { LetterPlan } from './proposal.ts';

export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

type Fields = LetterPlan['fields'];
type Template = (
  field: (name: string) => string,
  fields: Fields,
) => { subject: string; paragraphs: readonly string[] };

const TEMPLATES: Record<LetterPlan['template'] | 'question' | 'corrected-invoice' | 'reminder', Template> = {
  'credit-granted': (f) => ({
    subject: `Your invoice ${f('invoice')}: ${amount(f('credit'))} ${f('currency')} credited`,
    paragraphs: [
      `We have checked your invoice ${f('invoice')}. Our finding: ${f('because')}.`,
      `We have credited ${amount(f('credit'))} ${f('currency')}.`,
      'The corrected invoice comes with a separate letter; it states what the invoice comes to now and what of it is open.',
    ],
  }),
  'credit-granted-in-part': (f) => ({
    subject: `Your invoice ${f('invoice')}: ${amount(f('credit'))} ${f('currency')} of ${amount(f('claimed'))} credited`,
    paragraphs: [
      `We have checked your invoice ${f('invoice')}. Of the ${amount(f('claimed'))} ${f('currency')} you claim we have credited ${amount(f('credit'))} ${f('currency')}; the rest we cannot grant.`,
      `Our reason: ${f('ground')}`,
      'The corrected invoice comes with a separate letter; it states what the invoice comes to now and what of it is open. If you have evidence we have not seen, please reply to this letter.',
    ],
  }),
  'payment-found': (f) => ({
    subject: `Your payment of ${amount(f('amount'))} ${f('currency')} is on your account`,
    paragraphs: [
      `We have found your payment of ${amount(f('amount'))} ${f('currency')} and applied it to your invoice ${f('invoice')}.`,
      f('settled') === 'yes'
        ? 'The invoice is paid in full.'
        : `${amount(f('openAfter'))} ${f('currency')} of the invoice is open.`,
    ],
  }),
  'claim-denied': (f) => ({
    subject: `Your request about ${f('about')}`,
    paragraphs: [
      `We have checked your request about ${f('about')} and cannot grant the ${amount(f('claimed'))} ${f('currency')} you claim.`,
      `Our reason: ${f('because')}`,
      'If you have evidence we have not seen, please reply to this letter.',
    ],
  }),
  withdrawn: (_f, fields) => ({
    subject: 'You have withdrawn your request',
    paragraphs: [`As you asked, we have ended your request. ${unchanged(fields)}`],
  }),
  joined: (f) => ({
    subject: 'Your request joins an earlier one',
    paragraphs: [
      `You have asked about this before; your request joins ${f('joins')}, and you will have one answer to both.`,
    ],
  }),
  'no-response': (_f, fields) => ({
    subject: 'We have closed your request',
    paragraphs: [
      `We asked you for information and have had no answer, so we have closed your request. ${unchanged(fields)} You can send it again at any time.`,
    ],
  }),
  question: (f) => ({
    subject: 'We need some information from you',
    paragraphs: ['To go on with your request we need your answer to this question:', f('question')],
  }),
  reminder: (f) => ({
    subject: 'We still need some information from you',
    paragraphs: [
      'We have not had your answer to this question yet:',
      f('question'),
      `Without an answer we close your request on ${f('closesOn')}.`,
    ],
  }),
  'corrected-invoice': (f) => ({
    subject: `Corrected invoice ${f('invoice')}, credit memo ${f('creditMemo')}`,
    paragraphs: [
      `This restates your invoice ${f('invoice')} of ${f('invoiceDate')} after credit memo ${f('creditMemo')} of ${f('issuedOn')}. It is not a new invoice.`,
      `Original total: ${amount(f('originalTotal'))} ${f('currency')}. Credited: ${amount(f('credit'))} ${f('currency')}, of which tax ${amount(f('tax'))} ${f('currency')}. Corrected total: ${amount(f('correctedTotal'))} ${f('currency')}. Open: ${amount(f('openAfter'))} ${f('currency')}.`,
      `Reason: ${f('because')}.`,
    ],
  }),
};

/** `again: yes` says that the request was reopened: what came of it before may well have changed the account. */
const unchanged = (fields: Fields): string =>
  fields['again'] === 'yes'
    ? 'What we told you before still stands; nothing more was changed on your account.'
    : 'Nothing was changed on your account.';

export type LetterTemplate = keyof typeof TEMPLATES;

/**
 * Fills a template. Pure: the same plan is always the same letter.
 * @throws when the plan lacks a field of the template: a letter with a hole is never sent
 */
export function renderLetter(plan: {
  readonly template: LetterTemplate;
  readonly fields: Fields;
}): RenderedLetter {
  const field = (name: string): string => {
    const value = plan.fields[name];
    if (value === undefined) throw new Error(`letter "${plan.template}" lacks its field "${name}"`);
    return value;
  };
  const { subject, paragraphs } = TEMPLATES[plan.template](field, plan.fields);
  const customer = plan.fields['customer'];
  const greeting = customer === undefined ? 'Dear customer,' : `Dear ${customer},`;
  const body = [greeting, ...paragraphs, 'Kind regards\nDocket, accounts receivable'];
  return {
    subject,
    text: body.join('\n\n'),
    html: body.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`).join('\n'),
  };
}

/** "25000.00" as people read it: "25,000.00". Only separators are added, no digit is touched. */
const amount = (decimal: string): string => decimal.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
