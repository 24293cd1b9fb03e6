/** Dispute reasons, with the code of ANSI X12 data element 426 where there is one. */
export const DISPUTE_REASONS = {
  PRICE: { x12: '01', words: 'price differs from what was agreed' },
  DISCOUNT: { x12: '24/43', words: 'agreed discount missing' },
  QUANTITY: { x12: '06', words: 'more was billed than delivered or allowed' },
  NON_RECEIPT: { x12: '59', words: 'goods or services not received' },
  DAMAGE: { x12: '11', words: 'goods arrived damaged' },
  QUALITY: { x12: '12', words: 'quality not as promised' },
  WRONG_ITEM: { x12: '07', words: 'wrong item delivered' },
  DUPLICATE: { x12: '19', words: 'billed twice' },
  CANCELLED: { x12: '26', words: 'order was cancelled' },
  FREIGHT: { x12: '54', words: 'freight charged wrongly' },
  TAX: { x12: '55', words: 'tax charged wrongly' },
  TERMS: { x12: '09', words: 'payment terms differ from the contract' },
  OVERPAID: { x12: '52', words: 'paid more than was owed' },
  UNDERPAID: { x12: '53', words: 'paid less than was owed' },
  UNEARNED_DISCOUNT: { x12: null, words: 'discount taken after its date' },
  LATE_FEE: { x12: '50', words: 'late fee contested' },
  PAYMENT_NOT_POSTED: { x12: null, words: 'payment not on the account' },
} as const satisfies Record<string, { x12: string | null; words: string }>;

export type DisputeReason = keyof typeof DISPUTE_REASONS;
export const DISPUTE_REASON_CODES = Object.keys(DISPUTE_REASONS) as [DisputeReason, ...DisputeReason[]];
