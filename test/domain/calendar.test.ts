import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusinessCalendar, DayWindow } from '../../domain/calendar.ts';
import {
  addBusinessDays,
  alwaysOpen,
  businessDaysBetween,
  consumedSeconds,
  instantAfter,
  isAlwaysOpen,
  isBusinessDay,
  windowsBetween,
} from '../../domain/calendar.ts';
import type { HolidayRule } from '../../domain/holidays.ts';
import { isHoliday } from '../../domain/holidays.ts';
import { describeInstant, fromEpochSeconds, localDate, toEpochSeconds } from '../../domain/instant.ts';

const HOUR = 3_600;

const weekdays = (windows: readonly DayWindow[]) => ({
  1: windows,
  2: windows,
  3: windows,
  4: windows,
  5: windows,
});

const calendar = (
  zone: string,
  windows: readonly DayWindow[],
  holidays: HolidayRule = 'none',
): BusinessCalendar => ({ id: `test ${zone}`, zone, windows: weekdays(windows), holidays });

const us10 = calendar('America/New_York', [{ from: '09:00', to: '17:00' }], 'US-federal');
const de20 = calendar('Europe/Berlin', [{ from: '08:00', to: '17:00' }], 'DE-BE');
const lunch = calendar('America/New_York', [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
]);
const berlinAlways = alwaysOpen('24x7', 'Europe/Berlin');
const newYorkAlways = alwaysOpen('24x7', 'America/New_York');
const night: BusinessCalendar = {
  id: 'night',
  zone: 'America/New_York',
  windows: { 6: [{ from: '22:00', to: '24:00' }], 7: [{ from: '00:00', to: '06:00' }] },
  holidays: 'none',
};
const inTheGap: BusinessCalendar = {
  id: 'gap',
  zone: 'America/New_York',
  windows: {
    7: [
      { from: '01:30', to: '02:30' },
      { from: '02:30', to: '04:00' },
    ],
  },
  holidays: 'none',
};

describe('when so much time has been consumed', () => {
  test.each([
    [
      'Friday afternoon runs on into Monday',
      calendar('Europe/Berlin', [{ from: '08:00', to: '17:00' }]),
      '2026-06-12T16:00+02:00',
      4,
      '2026-06-15T11:00+02:00',
    ],
    [
      'elapsed hours ignore the clock going forward',
      berlinAlways,
      '2026-03-28T22:00+01:00',
      8,
      '2026-03-29T07:00+02:00',
    ],
    [
      'elapsed hours ignore the clock going back',
      newYorkAlways,
      '2026-10-31T22:00-04:00',
      8,
      '2026-11-01T05:00-05:00',
    ],
    [
      'work that ends with the window is due at its end',
      us10,
      '2026-06-15T09:00-04:00',
      8,
      '2026-06-15T17:00-04:00',
    ],
    ['before opening it starts with the window', us10, '2026-06-15T06:00-04:00', 1, '2026-06-15T10:00-04:00'],
    [
      'nothing to consume is due at once, even at night',
      us10,
      '2026-06-15T03:00-04:00',
      0,
      '2026-06-15T03:00-04:00',
    ],
    ['the break at noon does not count', lunch, '2026-06-15T11:00-04:00', 2, '2026-06-15T14:00-04:00'],
    ['a holiday does not count', us10, '2026-11-09T10:15-05:00', 24, '2026-11-13T10:15-05:00'],
    [
      'a contract of elapsed hours counts the holiday',
      newYorkAlways,
      '2026-11-09T10:15-05:00',
      48,
      '2026-11-11T10:15-05:00',
    ],
    [
      'Independence Day on a Saturday is observed on Friday',
      us10,
      '2026-07-02T16:00-04:00',
      2,
      '2026-07-06T10:00-04:00',
    ],
    [
      'Berlin closes on 3 October and on Easter Monday',
      de20,
      '2026-04-02T16:00+02:00',
      2,
      '2026-04-07T09:00+02:00',
    ],
    [
      'a night shift over midnight is two windows',
      night,
      '2026-06-13T23:00-04:00',
      3,
      '2026-06-14T02:00-04:00',
    ],
  ])('%s', (_name, within, start, hours, due) => {
    expect(instantAfter(within, start, hours * HOUR)).toBe(fromEpochSeconds(toEpochSeconds(due)));
    expect(consumedSeconds(within, start, due)).toBe(hours * HOUR);
  });
});

describe('windows', () => {
  test('are clipped to the interval, in order, in UTC', () => {
    expect(windowsBetween(lunch, '2026-06-15T10:00-04:00', '2026-06-16T10:00-04:00')).toEqual([
      { from: '2026-06-15T14:00:00Z', to: '2026-06-15T16:00:00Z' },
      { from: '2026-06-15T17:00:00Z', to: '2026-06-15T21:00:00Z' },
      { from: '2026-06-16T13:00:00Z', to: '2026-06-16T14:00:00Z' },
    ]);
  });

  test('stay at the same wall time in summer and winter', () => {
    expect(windowsBetween(us10, '2026-01-05T00:00Z', '2026-01-06T00:00Z')).toEqual([
      { from: '2026-01-05T14:00:00Z', to: '2026-01-05T22:00:00Z' },
    ]);
  });

  test('that begin in the hour which the clock skips begin when the clock changes', () => {
    expect(windowsBetween(inTheGap, '2026-03-08T00:00-05:00', '2026-03-09T00:00-04:00')).toEqual([
      { from: '2026-03-08T06:30:00Z', to: '2026-03-08T07:00:00Z' },
      { from: '2026-03-08T07:00:00Z', to: '2026-03-08T08:00:00Z' },
    ]);
  });

  test('of a night in which the clock goes back count the repeated hour', () => {
    expect(consumedSeconds(night, '2026-10-31T00:00-04:00', '2026-11-02T00:00-05:00')).toBe(9 * HOUR);
  });

  test('of a day on which the clock goes forward at midnight begin at one o’clock', () => {
    const cairo = alwaysOpen('24x7', 'Africa/Cairo');
    expect(consumedSeconds(cairo, '2026-04-23T22:00Z', '2026-04-24T21:00Z')).toBe(23 * HOUR);
  });

  test('an interval that ends before it begins is empty', () => {
    expect(windowsBetween(us10, '2026-06-16T10:00Z', '2026-06-15T10:00Z')).toEqual([]);
    expect(consumedSeconds(us10, '2026-06-16T10:00Z', '2026-06-15T10:00Z')).toBe(0);
  });

  test('every hour counts only where no day is closed', () => {
    expect(isAlwaysOpen(newYorkAlways)).toBe(true);
    expect(isAlwaysOpen(JSON.parse(JSON.stringify(newYorkAlways)) as BusinessCalendar)).toBe(true);
    expect(isAlwaysOpen({ ...newYorkAlways, holidays: 'US-federal' })).toBe(false);
    expect(isAlwaysOpen(us10)).toBe(false);
  });
});

describe('malformed calendars are refused, not searched for ever', () => {
  const closed: BusinessCalendar = { id: 'closed', zone: 'UTC', windows: {}, holidays: 'none' };

  test('no windows at all', () => {
    expect(() => instantAfter(closed, '2026-01-01T00:00Z', 1)).toThrow(
      'calendar closed has less than 1 s of working time',
    );
    expect(() => addBusinessDays(closed, '2026-01-01', 1)).toThrow(
      'calendar closed has fewer than 1 business days',
    );
    expect(consumedSeconds(closed, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toBe(0);
  });

  test.each([
    [
      'overlap',
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '13:00' },
      ],
    ],
    ['end before the beginning', [{ from: '17:00', to: '09:00' }]],
    ['no time of day', [{ from: '9 am', to: '17:00' }]],
    ['after midnight', [{ from: '09:00', to: '24:30' }]],
  ])('%s', (_name, windows) => {
    expect(() => instantAfter(calendar('UTC', windows), '2026-06-15T00:00Z', 60)).toThrow(
      'calendar test UTC',
    );
  });

  test('an interval longer than ten years, or a fraction of a second', () => {
    expect(() => consumedSeconds(us10, '2000-01-01T00:00Z', '2026-01-01T00:00Z')).toThrow('ten years');
    expect(() => businessDaysBetween(us10, '2000-01-01', '2026-01-01')).toThrow('ten years');
    expect(() => instantAfter(us10, '2026-01-01T00:00Z', 1.5)).toThrow('whole number');
  });
});

describe('business days', () => {
  test.each([
    ['from Friday the next is Monday', us10, '2026-06-12', 1, '2026-06-15'],
    ['from Saturday the next is Monday', us10, '2026-06-13', 1, '2026-06-15'],
    ['backwards from Saturday it is Friday', us10, '2026-06-13', -1, '2026-06-12'],
    ['over Veterans Day', us10, '2026-11-10', 1, '2026-11-12'],
    ['ten of them, over Thanksgiving', us10, '2026-11-20', 10, '2026-12-07'],
  ])('%s', (_name, within, from, n, to) => {
    expect(addBusinessDays(within, from, n)).toBe(to);
    expect(businessDaysBetween(within, from, to)).toBe(n);
  });

  test('none at all rolls a closed day forward and leaves an open one', () => {
    expect(addBusinessDays(us10, '2026-06-13', 0)).toBe('2026-06-15');
    expect(addBusinessDays(us10, '2026-06-15', 0)).toBe('2026-06-15');
  });

  test('between Friday and Saturday lie none', () => {
    expect(businessDaysBetween(us10, '2026-06-12', '2026-06-13')).toBe(0);
    expect(businessDaysBetween(us10, '2026-06-12', '2026-06-12')).toBe(0);
  });

  test('an extra holiday closes the day', () => {
    const withShutdown = { ...us10, extraHolidays: ['2026-12-24'] };
    expect(isBusinessDay(us10, '2026-12-24')).toBe(true);
    expect(isBusinessDay(withShutdown, '2026-12-24')).toBe(false);
  });
});

describe('holidays', () => {
  const YEARS = Array.from({ length: 25 }, (_, offset) => 2021 + offset);
  const daysOf = (year: number) =>
    Array.from({ length: 366 }, (_, offset) =>
      fromEpochSeconds(Date.UTC(year, 0, 1 + offset) / 1000).slice(0, 10),
    ).filter((date) => date.startsWith(`${year}`));
  const ours = (rule: HolidayRule, year: number) => daysOf(year).filter((date) => isHoliday(rule, date));
  // In the library's United States, 'bank' marks only the observed Veterans Day.
  const library = (country: string, state: string | undefined, types: string[], year: number) => {
    const found = (state ? new Holidays(country, state) : new Holidays(country)).getHolidays(year);
    return [
      ...new Set(found.filter(({ type }) => types.includes(type)).map(({ date }) => date.slice(0, 10))),
    ].toSorted();
  };

  test.each(YEARS)('of US federal offices and of Berlin are those of date-holidays in %i', (year) => {
    expect(ours('US-federal', year)).toEqual(library('US', undefined, ['public', 'bank'], year));
    expect(ours('DE-BE', year)).toEqual(library('DE', 'BE', ['public'], year));
  });

  test('of US federal offices in 2021 are those the Office of Personnel Management lists, the next New Year included', () => {
    const observed = ['2021-01-01', '2021-01-18', '2021-02-15', '2021-05-31', '2021-06-18', '2021-07-05'];
    const later = ['2021-09-06', '2021-10-11', '2021-11-11', '2021-11-25', '2021-12-24', '2021-12-31'];
    for (const date of [...observed, ...later]) expect(isHoliday('US-federal', date), date).toBe(true);
  });

  test('Reserve Banks are open on the Friday before a Saturday holiday and closed on the Monday after a Sunday one', () => {
    expect(isHoliday('US-fed-banking', '2026-07-03')).toBe(false);
    expect(isHoliday('US-fed-banking', '2021-12-31')).toBe(false);
    expect(isHoliday('US-fed-banking', '2027-07-05')).toBe(true);
  });

  test('TARGET closes on six days', () => {
    expect(ours('TARGET', 2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  test('a calendar without rules has none', () => {
    expect(isHoliday('none', '2026-12-25')).toBe(false);
  });
});

test('instants are read to the whole second and told in the zone', () => {
  expect(toEpochSeconds('1970-01-01T00:00:01.999Z')).toBe(1);
  expect(localDate('2026-01-01T03:00Z', 'America/New_York')).toBe('2025-12-31');
  expect(describeInstant('2026-11-11T15:15Z', 'America/New_York')).toBe('Wed 11 Nov 10:15');
});

describe('for any calendar', () => {
  const calendars = fc.constantFrom(us10, de20, lunch, night, inTheGap, newYorkAlways, berlinAlways);
  // 2026 with both changes of the clock on both sides of the Atlantic, and the turn of the year.
  const instants = fc
    .integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2027, 1, 1) / 1000 })
    .map(fromEpochSeconds);
  const ordered = (...values: string[]) => values.toSorted((a, b) => toEpochSeconds(a) - toEpochSeconds(b));

  test('consumption never falls as time goes on, and adds up over adjacent intervals', () => {
    fc.assert(
      fc.property(calendars, instants, instants, instants, (within, x, y, z) => {
        const [a, b, c] = ordered(x, y, z) as [string, string, string];
        const first = consumedSeconds(within, a, b);
        const whole = consumedSeconds(within, a, c);
        expect(whole).toBeGreaterThanOrEqual(first);
        expect(first + consumedSeconds(within, b, c)).toBe(whole);
      }),
      { numRuns: 150 },
    );
  });

  test('exactly so much is consumed at the instant after so much, and less a second before', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 60 * HOUR }), (within, start, seconds) => {
        const due = instantAfter(within, start, seconds);
        expect(consumedSeconds(within, start, due)).toBe(seconds);
        expect(consumedSeconds(within, start, fromEpochSeconds(toEpochSeconds(due) - 1))).toBe(seconds - 1);
      }),
      { numRuns: 150 },
    );
  });

  test('counting business days undoes adding them', () => {
    const dates = instants.map((instant) => instant.slice(0, 10));
    fc.assert(
      fc.property(calendars, dates, fc.integer({ min: -30, max: 30 }), (within, date, n) => {
        fc.pre(n !== 0);
        expect(businessDaysBetween(within, date, addBusinessDays(within, date, n))).toBe(n);
      }),
      { numRuns: 150 },
    );
  });
});
