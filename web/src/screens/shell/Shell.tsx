import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { LiveConnection } from '../../api/live.ts';
import { isStatus } from '../../api/problem.ts';
import { meQuery } from '../../api/reader.ts';
import { LiveContext } from '../../parts/live.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Header } from './Header.tsx';
import { KeyboardKeys } from './KeyboardKeys.tsx';
import classes from './Shell.module.css';
import { SignIn } from './SignIn.tsx';

/** What surrounds every screen; without a session, the way to get one. */
export function Shell() {
  const me = useQuery(meQuery);
  if (isStatus(me.error, 401)) return <SignIn expired={me.data !== undefined} />;
  if (!me.data) {
    return (
      <main className={classes.main}>
        {me.error ? (
          <ProblemNotice
            error={me.error}
            what="Who you are could not be read"
            onRetry={() => void me.refetch()}
          />
        ) : (
          <Rows what="who you are" />
        )}
      </main>
    );
  }
  return (
    <Live>
      <KeyboardKeys>
        <a href="#main" className={classes.skip}>
          Skip to the content
        </a>
        <Header me={me.data} />
        <main id="main" tabIndex={-1} className={classes.main}>
          <Outlet />
        </main>
      </KeyboardKeys>
    </Live>
  );
}

function Live({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [live] = useState(() => new LiveConnection(queries));
  useEffect(() => live.open(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
