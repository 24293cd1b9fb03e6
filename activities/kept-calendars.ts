import type { BusinessCalendar } from '../domain/calendar.ts';
import type { Policy } from '../domain/policy/schema.ts';

const kept = new Map<string, BusinessCalendar>();

/** One object per calendar and process: the calendar's windows are worked out once per object, and that costs milliseconds. */
export function calendarKept(calendar: BusinessCalendar): BusinessCalendar {
  const key = JSON.stringify(calendar);
  const known = kept.get(key);
  if (known) return known;
  kept.set(key, calendar);
  return calendar;
}

/** The working time of a legal entity under a policy. @throws when the policy has none */
export function workingTime(policy: Policy, legalEntity: string): BusinessCalendar {
  const calendar = policy.calendars[legalEntity];
  if (!calendar) throw new Error(`policy ${policy.version} has no calendar of ${legalEntity}`);
  return calendarKept(calendar);
}
