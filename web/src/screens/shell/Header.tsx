import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Me } from '../../api/resources.ts';
import { Bell } from './Bell.tsx';
import classes from './Header.module.css';
import { LiveIndicator } from './LiveIndicator.tsx';
import { MainNav } from './MainNav.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SchemeToggle } from './SchemeToggle.tsx';

export function Header({ me }: { me: Me }) {
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Anchor component={Link} to="/" className={classes.name} underline="never">
          Docket
        </Anchor>
        <MainNav me={me} />
        <div className={classes.tools}>
          <span
            className={classes.entity}
            title={me.entities.map((one) => `${one.code} ${one.name}`).join(', ')}
          >
            {entityWords(me)}
          </span>
          <LiveIndicator />
          <Bell />
          <SchemeToggle />
          <PersonMenu me={me} />
        </div>
      </div>
    </header>
  );
}

const entityWords = ({ entities }: Me): string =>
  entities.length === 1
    ? `${entities[0]?.code} ${entities[0]?.name}`
    : entities.map((one) => one.code).join(', ');
