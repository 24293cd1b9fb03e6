import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { standingInQuery } from '../../api/standing-in.ts';
import { usePollInterval } from '../../parts/live.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Absences } from './Absences.tsx';
import { Delegations } from './Delegations.tsx';
import type { StandingInSearch } from './search.ts';
import classes from './StandingIn.module.css';
import { StandingInDialogs } from './StandingInDialogs.tsx';

const route = getRouteApi('/standing-in');

export type OpenDialog = (dialog: StandingInSearch) => void;

/** When the reader is away, and who decides for whom meanwhile. */
export function StandingInScreen() {
  usePageTitle('Absence and standing in');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const refetchInterval = usePollInterval();
  const standing = useQuery({ ...standingInQuery, refetchInterval });
  const open: OpenDialog = (dialog) => void navigate({ search: dialog, replace: true, resetScroll: false });
  return (
    <>
      <Title order={1} mb="sm">
        Absence and standing in
      </Title>
      {standing.isPending && <Rows what="absences and what is lent" />}
      {standing.isError && (
        <ProblemNotice
          error={standing.error}
          what="Absences and what is lent could not be read"
          onRetry={() => void standing.refetch()}
        />
      )}
      {standing.data && (
        <div className={classes.sections}>
          <Absences standing={standing.data} open={open} />
          <Delegations standing={standing.data} open={open} />
          <StandingInDialogs search={search} standing={standing.data} onClose={() => open({})} />
        </div>
      )}
    </>
  );
}
