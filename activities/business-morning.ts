import type { BusinessCalendar } from '../domain/calendar.ts';
import { instantAfter } from '../domain/calendar.ts';
import { startOfLocalDay } from '../domain/instant.ts';

/** The first working moment of a business day in the calendar's zone. */
export const startOfDay = (calendar: BusinessCalendar, day: string): string =>
  instantAfter(calendar, startOfLocalDay(day, calendar.zone), 1);
