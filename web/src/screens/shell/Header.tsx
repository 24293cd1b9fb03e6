import { Anchor } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import type { Me } from '../../api/resources.ts';
import { ledgersOf } from '../../parts/reader.ts';
import classes from './Header.module.css';
import { LiveIndicator } from './LiveIndicator.tsx';
import { PersonMenu } from './PersonMenu.tsx';
import { SchemeToggle } from './SchemeToggle.tsx';

export function Header({ me }: { me: Me }) {
  const [home] = ledgersOf(me);
  const inLedger = useLocation({ select: ({ pathname }) => pathname.startsWith('/ledger/') });
  return (
    <header className={classes.header}>
      <div className={classes.inner}>
        <Anchor component={Link} to="/" className={classes.name} underline="never">
          Docket
        </Anchor>
        <nav aria-label="Main" className={classes.nav}>
          <Link to="/" className={classes.link} activeOptions={{ exact: true, includeSearch: false }}>
            Waiting for me
          </Link>
          <Link to="/requests" className={classes.link} activeOptions={{ includeSearch: false }}>
            Requests
          </Link>
          {home && (
            <Link
              to="/ledger/$entity"
              params={{ entity: home.code }}
              className={classes.link}
              {...(inLedger && { 'data-status': 'active', 'aria-current': 'true' })}
            >
              Ledger
            </Link>
          )}
        </nav>
        <div className={classes.tools}>
          <span
            className={classes.entity}
            title={me.entities.map((one) => `${one.code} ${one.name}`).join(', ')}
          >
            {entityWords(me)}
          </span>
          <LiveIndicator />
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
