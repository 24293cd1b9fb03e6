const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Day before month by name and 24 hours: read the same way on both sides of the Atlantic. */
const LOCALE = 'en-GB';

const sameYear = (a: Date, b: Date): boolean => a.getFullYear() === b.getFullYear();

/** "Wed 12 Nov, 15:00", with the year when it is not this one; in the reader's zone unless another is named. */
export function exactWords(iso: string, zone?: string): string {
  const at = new Date(iso);
  return new Intl.DateTimeFormat(LOCALE, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    ...(sameYear(at, new Date()) ? {} : { year: 'numeric' }),
    ...(zone && { timeZone: zone }),
  }).format(at);
}

/** "America/New_York" as "New York". */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "45 min", "3 h", "2 d 4 h": cut, never rounded up, so "in 3 h" is at least three hours. */
export function spanWords(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span < MINUTE) return 'less than a minute';
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return `${Math.floor(span / HOUR)} h${restOf(span, HOUR, MINUTE, 'min', 3 * HOUR)}`;
  return `${Math.floor(span / DAY)} d${restOf(span, DAY, HOUR, 'h', 3 * DAY)}`;
}

/** The smaller unit, while it still matters. */
function restOf(span: number, unit: number, smaller: number, name: string, below: number): string {
  const rest = Math.floor((span % unit) / smaller);
  return span < below && rest > 0 ? ` ${rest} ${name}` : '';
}

export type Lateness = 'ahead' | 'soon' | 'late';

/** "soon" is within two hours. */
export const latenessOf = (iso: string, now: number): Lateness => {
  const left = Date.parse(iso) - now;
  if (left < 0) return 'late';
  return left < 2 * HOUR ? 'soon' : 'ahead';
};

export function dueWords(iso: string, now: number): string {
  const left = Date.parse(iso) - now;
  return left < 0 ? `${spanWords(left)} late` : `in ${spanWords(left)}`;
}

export const agoWords = (iso: string, now: number): string => {
  const span = now - Date.parse(iso);
  return span < MINUTE ? 'just now' : `${spanWords(span)} ago`;
};

/** Seconds of a budget: "6 h 30 min", "40 h". */
export function budgetWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
