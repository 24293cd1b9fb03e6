import type { CurrencyCode, Money, MoneyJson } from './money.ts';
import { add, fromJson, isPositive, toJson, zero } from './money.ts';
import type { AccountKey, ItemCategory } from './vocabulary.ts';

/** An account by its key; category and tax code pick among the accounts that share a key (4000 goods, 4010 services …). */
export interface AccountRef {
  readonly key: AccountKey;
  readonly category?: ItemCategory;
  readonly taxCode?: string;
}

/** What sub-ledger items a transfer concerns. Receivables name their invoice, suspense cash its receipt, customer credits the customer. */
export interface TransferSubject {
  readonly customerId?: string;
  readonly invoiceId?: string;
  readonly receiptId?: string;
}

/** One amount from one account to another: it balances by construction, in one currency. Plain JSON, always positive. */
export interface Transfer extends TransferSubject {
  readonly debit: AccountRef;
  readonly credit: AccountRef;
  readonly amount: MoneyJson;
}

/** @throws when the amount is not positive or both sides are the same account: such a transfer says nothing. */
export function transfer(
  debit: AccountRef,
  credit: AccountRef,
  amount: Money,
  subject: TransferSubject = {},
): Transfer {
  if (!isPositive(amount)) throw new Error(`a transfer moves a positive amount, not ${amount.minor}`);
  if (debit.key === credit.key && debit.category === credit.category)
    throw new Error(`a transfer has two accounts, not ${debit.key} twice`);
  return { debit, credit, amount: toJson(amount), ...subject };
}

/** One side of an entry as people read it: every transfer of the same account and side added up. */
export interface PostingLine {
  readonly account: AccountKey;
  readonly side: 'debit' | 'credit';
  readonly amount: MoneyJson;
}

/** Debits first, each account once a side, in the order they first appear. */
export function postingLines(transfers: readonly Transfer[]): PostingLine[] {
  const sides = (['debit', 'credit'] as const).flatMap((side) =>
    transfers.map((t) => ({ side, key: t[side].key, amount: t.amount })),
  );
  const totals = new Map<string, PostingLine>();
  for (const { side, key, amount } of sides) {
    const id = `${side}/${key}/${amount.currency}`;
    const soFar = totals.get(id);
    const total = add(soFar ? fromJson(soFar.amount) : zero(amount.currency), fromJson(amount));
    totals.set(id, { account: key, side, amount: toJson(total) });
  }
  return [...totals.values()];
}

/** The amount that leaves (debits) or enters (credits) one account; both sides of what is posted. */
export function totalOf(
  transfers: readonly Transfer[],
  side: 'debit' | 'credit',
  key: AccountKey,
  currency: CurrencyCode,
): Money {
  return transfers
    .filter((t) => t[side].key === key && t.amount.currency === currency)
    .reduce((total, t) => add(total, fromJson(t.amount)), zero(currency));
}
