import { describe, expect, test } from 'vitest';
import { renderLetter, type LetterTemplate } from '../../domain/letters.ts';

type Fields = Readonly<Record<string, string>>;

/** Every template with all its fields. */
const LETTERS: Record<LetterTemplate, Fields> = {
  'credit-granted': {
    ...{ invoice: 'INV-25001', credit: '25000.00', currency: 'USD', because: 'price differs' },
  },
  'credit-granted-in-part': {
    ...{ invoice: 'INV-25001', credit: '5000.00', claimed: '9200.00', currency: 'USD' },
    ground: 'Only the first month was billed wrongly.',
  },
  'payment-found': {
    amount: '18500.00',
    currency: 'USD',
    invoice: 'INV-18500',
    settled: 'no',
    openAfter: '1.00',
  },
  'claim-denied': {
    about: 'invoice INV-1',
    claimed: '10.00',
    currency: 'USD',
    because: 'the price is right',
  },
  withdrawn: {},
  joined: { joins: 'REQ-US10-7' },
  'no-response': {},
  question: { question: 'Which delivery?' },
  reminder: { question: 'Which delivery?', closesOn: 'Wed 11 Nov 09:00' },
  'corrected-invoice': {
    ...{
      invoice: 'INV-25001',
      creditMemo: 'CM-US10-2026-000001',
      invoiceDate: '2026-10-05',
      issuedOn: '2026-10-13',
    },
    ...{ originalTotal: '125000.00', credit: '25000.00', tax: '0.00', correctedTotal: '100000.00' },
    ...{ openAfter: '100000.00', currency: 'USD', because: 'price differs' },
  },
};
const letters = Object.entries(LETTERS) as [LetterTemplate, Fields][];

describe.each(letters)('%s', (template, fields) => {
  const { subject, text, html } = renderLetter({ template, fields: { ...fields, customer: 'Dana & Co' } });

  test('renders, with every field in it', () => {
    expect(subject.length).toBeGreaterThan(10);
    const { settled: _chooses, ...shown } = fields;
    for (const value of Object.values(shown))
      expect(`${subject}\n${text}`.replaceAll(',', '')).toContain(value);
    expect(`${subject}${text}${html}`).not.toMatch(/undefined|null|\[object/);
  });

  test('greets the customer by name, and signs', () => {
    expect(text.startsWith('Dear Dana & Co,\n\n')).toBe(true);
    expect(text.endsWith('Kind regards\nDocket, accounts receivable')).toBe(true);
    expect(renderLetter({ template, fields }).text.startsWith('Dear customer,')).toBe(true);
  });

  test('says the same in HTML', () => {
    const plain = html
      .replaceAll(/<\/?p>/g, '')
      .replaceAll('<br>', '\n')
      .replaceAll('&amp;', '&');
    expect(plain.split('\n').filter(Boolean)).toEqual(text.split('\n').filter(Boolean));
  });

  test('is the same letter every time', () => {
    expect(renderLetter({ template, fields: { ...fields, customer: 'Dana & Co' } })).toEqual({
      subject,
      text,
      html,
    });
  });
});

const fieldsOf = letters.flatMap(([template, fields]) =>
  Object.keys(fields).map((name) => [template, name] as const),
);
test.each(fieldsOf)('%s is never sent without its %s', (template, name) => {
  const { [name]: _gone, ...rest } = LETTERS[template];
  expect(() => renderLetter({ template, fields: rest })).toThrow(`lacks its field "${name}"`);
});

describe('amounts', () => {
  test.each([
    ['0.00', '0.00'],
    ['999.99', '999.99'],
    ['1000.00', '1,000.00'],
    ['25000.00', '25,000.00'],
    ['1234567.89', '1,234,567.89'],
    ['1250', '1,250'],
  ])('%s is written %s', (amount, written) => {
    const { subject } = renderLetter({
      template: 'payment-found',
      fields: { ...LETTERS['payment-found'], amount },
    });
    expect(subject).toBe(`Your payment of ${written} USD is on your account`);
  });
});

test('a settled invoice is said to be paid in full, with no open amount', () => {
  const { text } = renderLetter({
    template: 'payment-found',
    fields: { amount: '1.00', currency: 'USD', invoice: 'INV-1', settled: 'yes' },
  });
  expect(text).toContain('paid in full');
});

test('what people typed can’t become HTML', () => {
  const attack = '<script>alert("x")</script> & <b>\nsecond line';
  const { html, text } = renderLetter({
    template: 'claim-denied',
    fields: { ...LETTERS['claim-denied'], because: attack, customer: '"><img src=x>' },
  });
  expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &lt;b&gt;<br>second line');
  expect(html).toContain('Dear &quot;&gt;&lt;img src=x&gt;,');
  expect(html.replaceAll(/<\/?p>|<br>/g, '')).not.toMatch(/[<>]/);
  expect(text).toContain(attack);
});

test.each(['withdrawn', 'no-response'] as const)(
  '%s says that nothing was changed, but of a reopened request only that nothing more was',
  (template) => {
    const said = (fields: Fields) => renderLetter({ template, fields }).text;
    for (const first of [{}, { again: 'no' }])
      expect(said(first)).toContain('Nothing was changed on your account.');
    expect(said({ again: 'yes' })).toContain(
      'What we told you before still stands; nothing more was changed',
    );
    expect(said({ again: 'yes' })).not.toContain('Nothing was changed');
  },
);
