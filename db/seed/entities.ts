import type { BusinessCalendar } from '../../domain/calendar.ts';
import type { CurrencyCode } from '../../domain/money.ts';
import { policyV1 } from '../../domain/policy/v1.ts';

export interface SeedEntity {
  readonly code: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  /** Of the first policy: the year of trade is made up along it. */
  readonly calendar: BusinessCalendar;
}

function calendarOf(code: string): BusinessCalendar {
  const calendar = policyV1.calendars[code];
  if (!calendar) throw new Error(`policy v1 has no calendar of ${code}`);
  return calendar;
}

export const US10: SeedEntity = {
  code: 'US10',
  name: 'Docket Demo Inc.',
  currency: 'USD',
  calendar: calendarOf('US10'),
};

export const DE20: SeedEntity = {
  code: 'DE20',
  name: 'Docket Demo GmbH',
  currency: 'EUR',
  calendar: calendarOf('DE20'),
};

export const SEED_ENTITIES: readonly SeedEntity[] = [US10, DE20];
