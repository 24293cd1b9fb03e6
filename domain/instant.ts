import { Temporal } from 'temporal-polyfill';

/**
 * A point in time as it crosses every border: ISO-8601 with an offset, written by Docket in UTC ("2026-11-11T15:15:00Z").
 * Rules reckon in whole seconds: a fraction is dropped, for every instant alike, so that lengths of time stay additive.
 */
export type Instant = string;

/** A calendar day without a zone, "2026-11-11". */
export type LocalDate = string;

/** Whole seconds since 1970-01-01T00:00Z. @throws RangeError when the text is no ISO-8601 instant with an offset. */
export const toEpochSeconds = (instant: Instant): number =>
  Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);

export const fromEpochSeconds = (seconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString();

/** -1, 0 or 1, at the full precision of both. */
export const compareInstants = (a: Instant, b: Instant): number =>
  Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b));

export const laterInstant = (a: Instant, b: Instant): Instant => (compareInstants(a, b) >= 0 ? a : b);

/** The day it is in the zone at that instant. */
export const localDate = (instant: Instant, zone: string): LocalDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Wed 11 Nov 10:15" in the zone's local time, for sentences that people read. Fixed English: no locale data decides it. */
export function describeInstant(instant: Instant, zone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${WEEKDAYS[local.dayOfWeek - 1]} ${local.day} ${MONTHS[local.month - 1]} ${clock}`;
}

/** "11 Nov 2026", the day it is in the zone, for sentences that people read. */
export function describeDay(instant: Instant, zone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return `${local.day} ${MONTHS[local.month - 1]} ${local.year}`;
}

/** The first moment of a calendar day in the zone. */
export const startOfLocalDay = (day: LocalDate, zone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString();

/** The calendar day `days` before another. */
export const daysBefore = (day: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(day).subtract({ days }).toString();
