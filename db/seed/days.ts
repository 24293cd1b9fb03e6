import { Temporal } from 'temporal-polyfill';

/** Calendar days as "2026-11-22". */
export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

export const addMonths = (day: string, months: number): string =>
  Temporal.PlainDate.from(day).add({ months }).toString();

/** Today in a zone. */
export const todayIn = (zone: string): string => Temporal.Now.plainDateISO(zone).toString();

export interface Month {
  /** "2026-10" */
  readonly period: string;
  readonly from: string;
  readonly to: string;
}

/** Every month from that of `first` to that of `last`. */
export function monthsBetween(first: string, last: string): Month[] {
  const months: Month[] = [];
  const end = Temporal.PlainYearMonth.from(last.slice(0, 7));
  for (
    let month = Temporal.PlainYearMonth.from(first.slice(0, 7));
    Temporal.PlainYearMonth.compare(month, end) <= 0;
    month = month.add({ months: 1 })
  ) {
    months.push({
      period: month.toString(),
      from: month.toPlainDate({ day: 1 }).toString(),
      to: month.toPlainDate({ day: month.daysInMonth }).toString(),
    });
  }
  return months;
}
