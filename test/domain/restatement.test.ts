import { expect, test } from 'vitest';
import { renderLetter } from '../../domain/letters.ts';
import { restate } from '../../domain/restatement.ts';
import { invoiceOf, lineOf, usd } from './builders.ts';

const memo = {
  ...{ number: 'CM-US10-2026-000001', issuedOn: '2026-11-10', reason: 'PRICE' as const },
  customerName: 'Bluewave Retail Group',
};
// Worked example 4: 80 TB at 300.00 instead of 200.00, 15 % tax.
const telecom = invoiceOf({
  ...{ id: 'INV-92001', date: '2026-11-02' },
  lines: [lineOf({ item: 'TB', quantity: '80', price: '300.00', taxRate: '0.15' })],
});
const credit = { line: 1, item: 'TB', net: usd('8000.00'), tax: usd('1200.00') };

test('restates the telecom invoice of 27,600.00 at 18,400.00, under its own number', () => {
  expect(restate(telecom, [credit], memo)).toEqual({
    customer: 'Bluewave Retail Group',
    invoice: 'INV-92001',
    invoiceDate: '2026-11-02',
    creditMemo: 'CM-US10-2026-000001',
    issuedOn: '2026-11-10',
    currency: 'USD',
    originalTotal: '27600.00',
    credit: '9200.00',
    tax: '1200.00',
    correctedTotal: '18400.00',
    openAfter: '18400.00',
    because: 'price differs from what was agreed',
  });
});

test('a paid invoice has nothing open afterwards, and a partly paid one the rest', () => {
  const openAfter = (open: string) => restate({ ...telecom, open: usd(open) }, [credit], memo).openAfter;
  expect([openAfter('0.00'), openAfter('9000.00'), openAfter('10000.00')]).toEqual([
    '0.00',
    '0.00',
    '800.00',
  ]);
});

test('fills the letter of the corrected invoice, which says that it is not a new one', () => {
  const { text } = renderLetter({
    template: 'corrected-invoice',
    fields: { ...restate(telecom, [credit], memo) },
  });
  expect(text).toContain('It is not a new invoice.');
  expect(text).toContain('Corrected total: 18,400.00 USD. Open: 18,400.00 USD.');
});
