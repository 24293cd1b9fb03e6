import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './instant.ts';

/** The holiday rules a calendar may name. A day that no rule knows (an executive order, a company day) is an extra holiday. */
export const HOLIDAY_RULES = ['US-federal', 'US-fed-banking', 'DE-BE', 'TARGET', 'none'] as const;
export type HolidayRule = (typeof HOLIDAY_RULES)[number];

/** Laws as in force since 2021 (Juneteenth); earlier years are answered by the same rules. */
const YEAR_RULES: Record<HolidayRule, (year: number) => Temporal.PlainDate[]> = {
  'US-federal': (year) => [
    ...usStatutory(year),
    ...usFixed(year).map(observedByFederalOffices),
    observedByFederalOffices(day(year + 1, 1, 1)), // New Year on a Saturday is observed on this year's 31 December.
  ],
  'US-fed-banking': (year) => [...usStatutory(year), ...usFixed(year).map(observedByReserveBanks)],
  'DE-BE': berlin,
  TARGET: target,
  none: () => [],
};

const remembered = new Map<string, ReadonlySet<LocalDate>>();

/**
 * Is the day closed by the rule? An observed day counts beside the day itself.
 *
 * The rules are written out, not read from `date-holidays`: that library costs 130 ms and 11 MB at each load, and a Temporal
 * worker loads every module anew for every workflow. The tests hold these rules to the library's, year by year.
 */
export function isHoliday(rule: HolidayRule, date: LocalDate): boolean {
  if (rule === 'none') return false;
  const year = Number(date.slice(0, 4));
  const key = `${rule} ${year}`;
  let days = remembered.get(key);
  if (!days) {
    days = new Set(YEAR_RULES[rule](year).map(String));
    remembered.set(key, days);
  }
  return days.has(date);
}

const day = (year: number, month: number, dayOfMonth: number): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year, month, day: dayOfMonth });

/** @param weekday ISO, 1 = Monday @param nth 1 = the first of the month */
function nthWeekday(year: number, month: number, weekday: number, nth: number): Temporal.PlainDate {
  const first = day(year, month, 1);
  return first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) });
}

const lastMonday = (year: number, month: number): Temporal.PlainDate => {
  const last = day(year, month, 1).add({ months: 1 }).subtract({ days: 1 });
  return last.subtract({ days: last.dayOfWeek - 1 });
};

/** 5 U.S.C. 6103(a): the days as the statute names them. */
const usFixed = (year: number): Temporal.PlainDate[] => [
  day(year, 1, 1),
  day(year, 6, 19),
  day(year, 7, 4),
  day(year, 11, 11),
  day(year, 12, 25),
];

const usStatutory = (year: number): Temporal.PlainDate[] => [
  ...usFixed(year),
  nthWeekday(year, 1, 1, 3), // Birthday of Martin Luther King, Jr.
  nthWeekday(year, 2, 1, 3), // Washington's Birthday
  lastMonday(year, 5), // Memorial Day
  nthWeekday(year, 9, 1, 1), // Labor Day
  nthWeekday(year, 10, 1, 2), // Columbus Day
  nthWeekday(year, 11, 4, 4), // Thanksgiving Day
];

/** 5 U.S.C. 6103(b) and Executive Order 11582: Saturday is observed on the Friday before, Sunday on the Monday after. */
const observedByFederalOffices = (date: Temporal.PlainDate): Temporal.PlainDate =>
  date.dayOfWeek === 6 ? date.subtract({ days: 1 }) : observedByReserveBanks(date);

/** The Federal Reserve Banks' schedule: Sunday is observed on Monday; before a Saturday holiday the banks are open on Friday. */
const observedByReserveBanks = (date: Temporal.PlainDate): Temporal.PlainDate =>
  date.dayOfWeek === 7 ? date.add({ days: 1 }) : date;

/** Holidays made by law for one year only (Gesetz über die Sonn- und Feiertage, Berlin). */
const BERLIN_ONCE = ['2025-05-08', '2028-06-17'];

function berlin(year: number): Temporal.PlainDate[] {
  const sunday = easter(year);
  return [
    day(year, 1, 1),
    day(year, 3, 8),
    sunday.subtract({ days: 2 }),
    sunday.add({ days: 1 }),
    day(year, 5, 1),
    sunday.add({ days: 39 }),
    sunday.add({ days: 50 }),
    day(year, 10, 3),
    day(year, 12, 25),
    day(year, 12, 26),
    ...BERLIN_ONCE.filter((once) => once.startsWith(`${year}-`)).map((once) => Temporal.PlainDate.from(once)),
  ];
}

/** The six closing days of the Eurosystem's TARGET services, besides weekends. */
function target(year: number): Temporal.PlainDate[] {
  const sunday = easter(year);
  return [
    day(year, 1, 1),
    sunday.subtract({ days: 2 }),
    sunday.add({ days: 1 }),
    day(year, 5, 1),
    day(year, 12, 25),
    day(year, 12, 26),
  ];
}

/** Western Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
function easter(year: number): Temporal.PlainDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * toSunday) / 451);
  const sum = epact + toSunday - 7 * shift + 114;
  return day(year, Math.floor(sum / 31), (sum % 31) + 1);
}
