import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import type { Me } from '../../api/resources.ts';
import { useHasNavigation, useIsSlim } from '../../parts/width.ts';
import type { Destination } from './destinations.ts';
import { DAILY, furtherOf, isWithin } from './destinations.ts';
import classes from './Header.module.css';

/** The screens of this reader; where there is no room for them all, the less frequent ones are behind "More". */
export function MainNav({ me }: { me: Me }) {
  const wide = useHasNavigation();
  const shown = useIsSlim() ? DAILY.slice(0, 2) : DAILY;
  const further = [...DAILY.slice(shown.length), ...furtherOf(me)];
  return (
    <nav aria-label="Main" className={classes.nav}>
      {[...shown, ...(wide ? further : [])].map((to) => (
        <NavLink key={to.label} to={to} />
      ))}
      {!wide && further.length > 0 && <More of={further} />}
    </nav>
  );
}

function NavLink({ to }: { to: Destination }) {
  const here = useLocation({ select: ({ pathname }) => isWithin(pathname, to) });
  return (
    <Link
      {...to.link}
      className={classes.link}
      activeProps={{}}
      {...(here && { 'data-status': 'active', 'aria-current': 'page' as const })}
    >
      {to.label}
    </Link>
  );
}

function More({ of }: { of: readonly Destination[] }) {
  const here = useLocation({ select: ({ pathname }) => of.some((to) => isWithin(pathname, to)) });
  return (
    <Menu position="bottom-end" width={220} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.link} {...(here && { 'data-status': 'active' })}>
          More <IconChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {of.map(({ label, link }) => (
          <Menu.Item key={label} renderRoot={(props) => <Link {...link} {...props} />}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
