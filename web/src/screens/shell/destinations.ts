import { linkOptions } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { Me } from '../../api/resources.ts';
import { ledgersOf } from '../../parts/reader.ts';

export interface Destination {
  readonly label: string;
  readonly link: LinkProps;
  /** Every address that begins so belongs to it. */
  readonly within: string;
}

/** Where the day's work is: always in sight. */
export const DAILY: readonly Destination[] = [
  { label: 'Waiting for me', link: linkOptions({ to: '/' }), within: '/' },
  { label: 'Team queue', link: linkOptions({ to: '/queue' }), within: '/queue' },
  { label: 'Requests', link: linkOptions({ to: '/requests' }), within: '/requests' },
];

/** Beside them where there is room, behind "More" on a phone. */
export function furtherOf(me: Me): Destination[] {
  const [home] = ledgersOf(me);
  return home
    ? [
        {
          label: 'Ledger',
          link: linkOptions({ to: '/ledger/$entity', params: { entity: home.code } }),
          within: '/ledger',
        },
      ]
    : [];
}

export const isWithin = (pathname: string, { within }: Destination): boolean =>
  within === '/' ? pathname === '/' : pathname === within || pathname.startsWith(`${within}/`);
