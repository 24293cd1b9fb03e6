import type { Money, MoneyJson } from './money.ts';
import { fromJson } from './money.ts';

/** What a contract limits or fixes, beyond its dates. */
export interface ContractTerms {
  readonly hourlyRate?: MoneyJson;
  /** Most hours billable per calendar month, a plain decimal. */
  readonly monthlyHourCap?: string;
}

/** A clock the contract promises, such as 48 elapsed hours. */
export interface ContractClock {
  readonly resolutionHours: number;
  readonly calendar: '24x7' | 'business';
}

export interface Contract {
  readonly id: string;
  /** First and last day in force, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly paymentTerms: string;
  readonly terms: ContractTerms;
  readonly clock: ContractClock | null;
}

export interface PriceAgreement {
  readonly id: string;
  readonly item: string;
  readonly unitPrice: MoneyJson;
  readonly from: string;
  /** Inclusive; null: open-ended. */
  readonly to: string | null;
  readonly maintainedBy: string;
  readonly maintainedAt: string;
}

interface Dated {
  readonly from: string;
  readonly to: string | null;
}

/** The one in force on a calendar day ("2026-10-02"); both ends inclusive. */
export const inForce = <T extends Dated>(items: readonly T[], day: string): T | undefined =>
  items.find((item) => item.from <= day && (item.to === null || day <= item.to));

/** The day whose price and contract apply: of delivery, else of the order, else of the invoice. */
export const governingDay = (invoice: {
  date: string;
  deliveryDate: string | null;
  orderDate: string | null;
}): string => invoice.deliveryDate ?? invoice.orderDate ?? invoice.date;

export const agreedPrice = (agreement: PriceAgreement): Money => fromJson(agreement.unitPrice);
