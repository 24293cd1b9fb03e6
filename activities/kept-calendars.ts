import type { BusinessCalendar } from '../domain/calendar.ts';

const kept = new Map<string, BusinessCalendar>();

/** One object per calendar and process: the calendar's windows are worked out once per object, and that costs milliseconds. */
export function calendarKept(calendar: BusinessCalendar): BusinessCalendar {
  const key = JSON.stringify(calendar);
  const known = kept.get(key);
  if (known) return known;
  kept.set(key, calendar);
  return calendar;
}
