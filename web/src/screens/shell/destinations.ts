import { linkOptions } from '@tanstack/react-router';
import type { LinkProps } from '@tanstack/react-router';
import type { Me } from '../../api/resources.ts';
import { dashboardsOf, ledgersOf, segregationOf } from '../../parts/reader.ts';

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

/** Beside them where there is room, else behind "More". */
export function furtherOf(me: Me): Destination[] {
  const [dashboard] = dashboardsOf(me);
  const [ledger] = ledgersOf(me);
  const [segregation] = segregationOf(me);
  return [
    dashboard && {
      label: 'Dashboard',
      link: linkOptions({ to: '/dashboard/$entity', params: { entity: dashboard.code } }),
      within: '/dashboard',
    },
    ledger && {
      label: 'Ledger',
      link: linkOptions({ to: '/ledger/$entity', params: { entity: ledger.code } }),
      within: '/ledger',
    },
    { label: 'Policies', link: linkOptions({ to: '/policies' }), within: '/policies' },
    segregation && {
      label: 'Segregation',
      link: linkOptions({ to: '/oversight/$entity', params: { entity: segregation.code } }),
      within: '/oversight',
    },
  ].filter((to) => to !== undefined);
}

export const isWithin = (pathname: string, { within }: Destination): boolean =>
  within === '/' ? pathname === '/' : pathname === within || pathname.startsWith(`${within}/`);
