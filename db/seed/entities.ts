import type { BusinessCalendar, DayWindow } from '../../domain/calendar.ts';
import type { CurrencyCode } from '../../domain/money.ts';

export interface SeedEntity {
  readonly code: string;
  readonly name: string;
  readonly currency: CurrencyCode;
  readonly calendar: BusinessCalendar;
}

const mondayToFriday = (window: DayWindow): BusinessCalendar['windows'] => ({
  1: [window],
  2: [window],
  3: [window],
  4: [window],
  5: [window],
});

export const US10: SeedEntity = {
  code: 'US10',
  name: 'Docket Demo Inc.',
  currency: 'USD',
  calendar: {
    id: 'US10',
    zone: 'America/New_York',
    windows: mondayToFriday({ from: '09:00', to: '17:00' }),
    holidays: 'US-federal',
  },
};

export const DE20: SeedEntity = {
  code: 'DE20',
  name: 'Docket Demo GmbH',
  currency: 'EUR',
  calendar: {
    id: 'DE20',
    zone: 'Europe/Berlin',
    windows: mondayToFriday({ from: '08:00', to: '17:00' }),
    holidays: 'DE-BE',
  },
};

export const SEED_ENTITIES: readonly SeedEntity[] = [US10, DE20];
