import { assessDispute } from '../dispute/assess.ts';
import { DISPUTE_REASON_CODES } from '../dispute-reason.ts';
import type { RequestTypeRules } from '../request-type.ts';

/** "This invoice is wrong": checked against contract, price agreement and earlier invoices; credited by a credit memo, or denied. */
export const billingDispute: RequestTypeRules = {
  type: 'billing-dispute',
  words: 'billing dispute',
  reasons: DISPUTE_REASON_CODES.filter((reason) => reason !== 'PAYMENT_NOT_POSTED'),
  sources: ['invoice', 'other-invoices', 'contracts', 'prices'],
  classifier: [
    {
      id: 'agreed-and-billed',
      reason: 'PRICE',
      pattern: /\b(agreed|quoted|contracted)\b[\s\S]*\b(billed|charged|invoiced)\b/i,
      weight: 0.75,
      because: 'says that one price was agreed and another billed',
    },
    {
      id: 'should-be-and-charged',
      reason: 'PRICE',
      pattern: /\b(tariff|price|rate|fee)\b[\s\S]*\bshould (be|have been)\b/i,
      weight: 0.8,
      because: 'says what the price should be',
    },
    {
      id: 'too-high',
      reason: 'PRICE',
      pattern: /\b(too high|overcharged?|too much|overpriced)\b/i,
      weight: 0.4,
      because: 'says that it is too much',
    },
    {
      id: 'already-billed',
      reason: 'DUPLICATE',
      pattern:
        /\balready (been )?(billed|invoiced|charged|paid)\b|\b(billed|invoiced|charged) twice\b|\bduplicate\b/i,
      weight: 0.85,
      because: 'says that it was billed before',
    },
    {
      id: 'capped-quantity',
      reason: 'QUANTITY',
      pattern:
        /\bcap(s|ped)?\b[\s\S]*\b(hours?|units?|pieces?|days?)\b|\b(hours?|units?|pieces?)\b[\s\S]*\bcap\b/i,
      weight: 0.8,
      because: 'quotes a cap on the quantity',
    },
    {
      id: 'short-delivery',
      reason: 'QUANTITY',
      pattern: /\b(only|just)\b[^.]*\b(received|delivered|arrived|got)\b|\bshort (delivery|shipment)\b/i,
      weight: 0.75,
      because: 'says that less was delivered',
    },
    {
      id: 'wrong-tax',
      reason: 'TAX',
      pattern:
        /\b(sales tax|vat|tax (rate|code|exempt\w*))\b[\s\S]*\b(wrong|incorrect|should|exempt|instead)\b|\btax exempt/i,
      weight: 0.8,
      because: 'says that the tax is wrong',
    },
    {
      id: 'never-arrived',
      reason: 'NON_RECEIPT',
      pattern: /\bnever (received|arrived|delivered)\b/i,
      weight: 0.8,
      because: 'says that it never arrived',
    },
    {
      id: 'damaged',
      reason: 'DAMAGE',
      pattern: /\bdamaged?\b|\bbroken\b/i,
      weight: 0.75,
      because: 'says that goods were damaged',
    },
    {
      id: 'cancelled',
      reason: 'CANCELLED',
      pattern: /\b(we|order was) cancell?ed\b/i,
      weight: 0.75,
      because: 'says that the order was cancelled',
    },
    {
      id: 'freight',
      reason: 'FREIGHT',
      pattern: /\b(freight|shipping|delivery) (charge|cost|fee)s?\b/i,
      weight: 0.75,
      because: 'contests freight',
    },
    {
      id: 'discount',
      reason: 'DISCOUNT',
      pattern: /\bdiscount\b[\s\S]*\b(missing|not applied|forgotten)\b/i,
      weight: 0.75,
      because: 'misses a discount',
    },
    {
      id: 'late-fee',
      reason: 'LATE_FEE',
      pattern: /\blate (fee|charge)\b/i,
      weight: 0.75,
      because: 'contests a late fee',
    },
  ],
  assess: assessDispute,
};
