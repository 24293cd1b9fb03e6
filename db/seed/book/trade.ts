import { money, type Money } from '../../../domain/money.ts';
import { addDays } from '../days.ts';
import type { SeedEntity } from '../entities.ts';
import type { Dice } from '../random.ts';
import { grossOf, type SeedInvoice, type SeedLine, type SeedReceipt } from '../records.ts';
import type { Account } from './customers.ts';

/** What a customer bought and how they paid for it. */
export interface Trade {
  readonly invoices: readonly SeedInvoice[];
  readonly receipts: readonly SeedReceipt[];
}

/** Numbers documents in the order they are made. */
export interface Numbers {
  invoice(): number;
  receipt(): number;
}

/** Three to six invoices over the last ten months; those past due are mostly paid. */
export function tradeOf(
  entity: SeedEntity,
  account: Account,
  dice: Dice,
  numbers: Numbers,
  today: string,
): Trade {
  const invoices = Array.from({ length: dice.between(3, 6) }, () => dice.between(4, 300))
    .toSorted((a, b) => b - a)
    .map((ago) => invoiceOf(entity, account, dice, numbers.invoice(), addDays(today, -ago)));
  const receipts = invoices.flatMap((invoice) => paymentOf(entity, account, invoice, dice, numbers, today));
  return { invoices, receipts };
}

function invoiceOf(
  entity: SeedEntity,
  account: Account,
  dice: Dice,
  number: number,
  date: string,
): SeedInvoice {
  const items = account.buys.slice(0, dice.between(1, account.buys.length));
  return {
    id: `INV-${number}`,
    customerId: account.customer.id,
    date,
    dueDate: addDays(date, account.netDays),
    deliveryDate: addDays(date, -dice.between(1, 3)),
    deliveryRef: `DN-${number + 40_000}`,
    lines: items.map((item): SeedLine => {
      const price = account.prices.find((one) => one.item === item.item)?.unitPrice;
      const list = money(BigInt(item.listPrice) * 100n, entity.currency);
      return {
        item: item.item,
        description: item.description,
        category: item.category,
        quantity: String(dice.between(1, item.most)),
        // Now and then the list price is billed although another was agreed: something to dispute.
        unitPrice: price === undefined || dice.oneIn(12) ? list : price,
        taxCode: item.taxCode[entity.code] ?? '',
      };
    }),
  };
}

function paymentOf(
  entity: SeedEntity,
  account: Account,
  invoice: SeedInvoice,
  dice: Dice,
  numbers: Numbers,
  today: string,
): SeedReceipt[] {
  const gross = grossOf(entity.code, invoice);
  const paidOn = addDays(invoice.dueDate, dice.between(-6, 9));
  if (paidOn >= today) return [];
  if (dice.oneIn(12)) return [];
  if (dice.oneIn(14)) {
    const payer = abbreviated(account.customer.name);
    return [receiptOf(entity, numbers.receipt(), payer, null, paidOn, gross, 'unidentified-cash', [])];
  }
  const paid = dice.oneIn(15) ? share(gross, 60n) : gross;
  const kept = dice.oneIn(12) ? money(50_000n, gross.currency) : null;
  return [
    receiptOf(
      entity,
      numbers.receipt(),
      account.customer.name.toUpperCase(),
      account.customer.id,
      paidOn,
      kept ? money(paid.minor + kept.minor, paid.currency) : paid,
      dice.oneIn(25) ? 'on-account' : 'unapplied-cash',
      [{ invoiceId: invoice.id, amount: paid }],
    ),
  ];
}

function receiptOf(
  entity: SeedEntity,
  number: number,
  payerText: string,
  customerId: string | null,
  valueDate: string,
  amount: Money,
  heldIn: SeedReceipt['heldIn'],
  applied: SeedReceipt['applied'],
): SeedReceipt {
  return {
    id: `RCPT-${number}`,
    bankReference: `FT${valueDate.slice(2, 4)}${number}`,
    bankEntryRef: `${entity.code}-BANK-${number}`,
    ...{ payerText, customerId, valueDate, amount, heldIn, applied },
  };
}

const share = (amount: Money, percent: bigint): Money =>
  money((amount.minor * percent) / 100n, amount.currency);

/** As banks cut names: vowels inside longer words dropped. */
const abbreviated = (name: string): string =>
  name
    .toUpperCase()
    .split(' ')
    .slice(0, 2)
    .map((word, i) => (i === 0 ? word : word.slice(0, 1) + word.slice(1).replace(/[AEIOUÄÖÜ]/g, '')))
    .join(' ');
