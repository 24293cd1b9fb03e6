import { Temporal } from 'temporal-polyfill';
import type { HolidayRule } from './holidays.ts';
import { isHoliday } from './holidays.ts';
import type { Instant, LocalDate } from './instant.ts';
import { fromEpochSeconds, toEpochSeconds } from './instant.ts';

/** ISO 8601: 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Local wall time, half-open [from, to): "09:00" to "17:00". `to` may be "24:00"; a night shift is written as two windows. */
export interface DayWindow {
  readonly from: string;
  readonly to: string;
}

/** When work is done and counted, as plain policy data. The windows of a day are in order and do not overlap. */
export interface BusinessCalendar {
  readonly id: string;
  /** IANA zone in which windows and holidays are read. */
  readonly zone: string;
  readonly windows: Readonly<Partial<Record<Weekday, readonly DayWindow[] | undefined>>>;
  readonly holidays: HolidayRule;
  readonly extraHolidays?: readonly LocalDate[] | undefined;
}

/** Half-open [from, to). */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/** Half-open [from, to), epoch seconds. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The longest stretch any search walks: ten years. Nothing in receivables waits longer, and no search may run for ever. */
const MAX_DAYS = 3_660;

const ALL_DAY: readonly DayWindow[] = [{ from: '00:00', to: '24:00' }];

/** Every hour of every day counts: "24×7". */
export const alwaysOpen = (id: string, zone: string): BusinessCalendar => ({
  id,
  zone,
  windows: { 1: ALL_DAY, 2: ALL_DAY, 3: ALL_DAY, 4: ALL_DAY, 5: ALL_DAY, 6: ALL_DAY, 7: ALL_DAY },
  holidays: 'none',
});

/** True when elapsed and counted time are the same, so people read "elapsed hours", not "business hours". */
export const isAlwaysOpen = (calendar: BusinessCalendar): boolean =>
  calendar.holidays === 'none' &&
  !calendar.extraHolidays?.length &&
  ([1, 2, 3, 4, 5, 6, 7] as const).every((weekday) => {
    const windows = calendar.windows[weekday] ?? [];
    return windows.length === 1 && windows[0]?.from === '00:00' && windows[0].to === '24:00';
  });

/** Open intervals inside [from, to), in order, clipped to it. Empty when `to` is not after `from`. @throws beyond ten years */
export const windowsBetween = (calendar: BusinessCalendar, from: Instant, to: Instant): Interval[] =>
  spansBetween(calendar, toEpochSeconds(from), toEpochSeconds(to)).map((span) => ({
    from: fromEpochSeconds(span.from),
    to: fromEpochSeconds(span.to),
  }));

/** Seconds of [from, to) that lie inside the calendar's windows (domain rules 1.1). 0 when `to` is not after `from`. */
export const consumedSeconds = (calendar: BusinessCalendar, from: Instant, to: Instant): number =>
  spansBetween(calendar, toEpochSeconds(from), toEpochSeconds(to)).reduce(
    (total, span) => total + (span.to - span.from),
    0,
  );

/**
 * The earliest instant at which `seconds` have been consumed since `start`: work that ends exactly with a window is due
 * at that window's end, not at the next one's beginning. 0 seconds: `start` itself.
 * @throws RangeError when the calendar has not that much time in the ten years after `start`
 */
export function instantAfter(calendar: BusinessCalendar, start: Instant, seconds: number): Instant {
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError(`${seconds} is no whole number of seconds`);
  const from = toEpochSeconds(start);
  let remaining = seconds;
  if (remaining === 0) return fromEpochSeconds(from);
  let date = dateAt(from, calendar.zone);
  for (let walked = 0; walked <= MAX_DAYS; walked += 1, date = date.add({ days: 1 })) {
    for (const span of openSpans(calendar, date)) {
      const begin = Math.max(span.from, from);
      const available = Math.max(0, span.to - begin);
      if (remaining <= available) return fromEpochSeconds(begin + remaining);
      remaining -= available;
    }
  }
  throw new RangeError(
    `calendar ${calendar.id} has less than ${seconds} s of working time in the ten years after ${start}`,
  );
}

/** A day with at least one window, and no holiday. */
export const isBusinessDay = (calendar: BusinessCalendar, date: LocalDate): boolean =>
  windowsOn(calendar, Temporal.PlainDate.from(date)).length > 0;

/**
 * The n-th business day strictly after the date, strictly before it for n < 0; for n = 0 the date itself rolled forward to a
 * business day (payment terms; UCP 600 article 29).
 * @throws RangeError when the calendar has not that many within ten years
 */
export function addBusinessDays(calendar: BusinessCalendar, date: LocalDate, n: number): LocalDate {
  let current = Temporal.PlainDate.from(date);
  if (n === 0 && windowsOn(calendar, current).length > 0) return current.toString();
  const step = n < 0 ? -1 : 1;
  let left = Math.max(1, Math.abs(n));
  for (let walked = 0; walked < MAX_DAYS; walked += 1) {
    current = current.add({ days: step });
    if (windowsOn(calendar, current).length > 0) left -= 1;
    if (left === 0) return current.toString();
  }
  throw new RangeError(
    `calendar ${calendar.id} has fewer than ${Math.abs(n)} business days within ten years of ${date}`,
  );
}

/**
 * Business days walked from one date to the other: those in (from, to], or minus those in [to, from) when `to` is earlier.
 * Friday to Monday is 1, Friday to Saturday 0. The inverse of addBusinessDays: n days on from any date, the answer is n.
 * @throws RangeError beyond ten years
 */
export function businessDaysBetween(calendar: BusinessCalendar, from: LocalDate, to: LocalDate): number {
  const end = Temporal.PlainDate.from(to);
  let current = Temporal.PlainDate.from(from);
  const days = current.until(end, { largestUnit: 'days' }).days;
  if (Math.abs(days) > MAX_DAYS) throw new RangeError(`${from} and ${to} lie more than ten years apart`);
  const step = Math.sign(days);
  let counted = 0;
  for (let walked = 0; walked < Math.abs(days); walked += 1) {
    current = current.add({ days: step });
    if (windowsOn(calendar, current).length > 0) counted += step;
  }
  return counted;
}

function spansBetween(calendar: BusinessCalendar, from: number, to: number): Span[] {
  if (to <= from) return [];
  if (to - from > MAX_DAYS * 86_400) throw new RangeError('the interval is longer than ten years');
  const found: Span[] = [];
  // One day further than `to`: where clocks go back at midnight a day ends after the next one has begun.
  const last = dateAt(to, calendar.zone).add({ days: 1 });
  for (
    let date = dateAt(from, calendar.zone);
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    for (const span of openSpans(calendar, date)) {
      const clipped = { from: Math.max(span.from, from), to: Math.min(span.to, to) };
      if (clipped.from < clipped.to) found.push(clipped);
    }
  }
  return found;
}

const dateAt = (epochSeconds: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDate();

function windowsOn(calendar: BusinessCalendar, date: Temporal.PlainDate): readonly DayWindow[] {
  const windows = calendar.windows[date.dayOfWeek as Weekday] ?? [];
  if (windows.length === 0) return windows;
  const day = date.toString();
  return isHoliday(calendar.holidays, day) || calendar.extraHolidays?.includes(day) ? [] : windows;
}

/** Reckoned once per calendar object and day: marks and due dates walk the same days again and again. */
const remembered = new WeakMap<BusinessCalendar, Map<string, readonly Span[]>>();

function openSpans(calendar: BusinessCalendar, date: Temporal.PlainDate): readonly Span[] {
  let days = remembered.get(calendar);
  if (!days) remembered.set(calendar, (days = new Map()));
  const day = date.toString();
  let spans = days.get(day);
  if (!spans) days.set(day, (spans = readWindows(calendar, date)));
  return spans;
}

function readWindows(calendar: BusinessCalendar, date: Temporal.PlainDate): readonly Span[] {
  let closedUntil = 0;
  return windowsOn(calendar, date).map((window) => {
    const from = minutesOf(calendar, window.from);
    const to = minutesOf(calendar, window.to);
    if (from >= to || from < closedUntil) {
      throw new Error(
        `calendar ${calendar.id}: window ${window.from}–${window.to} is empty, overlaps or is out of order`,
      );
    }
    closedUntil = to;
    return { from: boundary(date, from, calendar.zone), to: boundary(date, to, calendar.zone) };
  });
}

function minutesOf(calendar: BusinessCalendar, text: string): number {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  if (!match || Number(match[2]) > 59 || minutes > 1_440) {
    throw new Error(`calendar ${calendar.id}: "${text}" is no time between 00:00 and 24:00`);
  }
  return minutes;
}

/**
 * The instant of a wall time. One that occurs twice (clocks go back) means its first occurrence; one that never occurs
 * (clocks go forward) means the moment of the change. So boundaries keep their order and a day's windows stay disjoint.
 */
function boundary(date: Temporal.PlainDate, minutes: number, zone: string): number {
  const wall = date.toPlainDateTime().add({ minutes });
  const zoned = wall.toZonedDateTime(zone, { disambiguation: 'compatible' });
  const exists = zoned.toPlainDateTime().equals(wall);
  // A second on, because 'previous' is strict and the wall time may name the change itself.
  const at = exists ? zoned : (zoned.add({ seconds: 1 }).getTimeZoneTransition('previous') ?? zoned);
  return Math.floor(at.epochMilliseconds / 1000);
}
