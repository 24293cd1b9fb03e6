import '@mantine/charts/styles.layer.css';
import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { dashboardQuery } from '../../api/oversight.ts';
import { isStatus } from '../../api/problem.ts';
import type { Dashboard } from '../../api/resources.ts';
import { EntityNav } from '../../parts/EntityNav.tsx';
import { usePollInterval } from '../../parts/live.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { dashboardsOf, useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { When } from '../../parts/When.tsx';
import { NotFound } from '../shell/NotFound.tsx';
import { ApproversSection } from './ApproversSection.tsx';
import { AttainmentSection } from './AttainmentSection.tsx';
import { BacklogSection } from './BacklogSection.tsx';
import { CreditsSection } from './CreditsSection.tsx';
import classes from './Dashboard.module.css';
import { DueSection } from './DueSection.tsx';

const route = getRouteApi('/dashboard/$entity');

/** What is overdue becomes so without any event. */
const ANEW_EVERY = 60_000;

/** Where the work of one legal entity stands. */
export function DashboardScreen() {
  const { entity } = route.useParams();
  usePageTitle(`Dashboard ${entity}`);
  const me = useReader();
  const poll = usePollInterval();
  const dashboard = useQuery({ ...dashboardQuery(entity), refetchInterval: poll || ANEW_EVERY });
  if (isStatus(dashboard.error, 404)) return <NotFound what="legal entity" id={entity} />;
  const name = me?.entities.find((one) => one.code === entity)?.name ?? entity;
  return (
    <>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={1}>Dashboard, {name}</Title>
          {dashboard.data && (
            <Text size="sm" c="dimmed">
              As of <When at={dashboard.data.asOf} entity={entity} />
            </Text>
          )}
        </div>
        <EntityNav
          of={me ? dashboardsOf(me) : []}
          linkTo={(code) => linkOptions({ to: '/dashboard/$entity', params: { entity: code } })}
        />
      </Group>
      {dashboard.isPending && <Rows count={5} height={160} what="the dashboard" />}
      {dashboard.isError && !dashboard.data && (
        <ProblemNotice
          error={dashboard.error}
          what="The dashboard could not be read"
          onRetry={isStatus(dashboard.error, 403) ? undefined : () => void dashboard.refetch()}
        />
      )}
      {dashboard.data && <Blocks of={dashboard.data} />}
    </>
  );
}

function Blocks({ of }: { of: Dashboard }) {
  return (
    <div className={classes.blocks}>
      <div className={classes.whole}>
        <DueSection dashboard={of} />
      </div>
      <div className={classes.column}>
        <BacklogSection dashboard={of} />
        <AttainmentSection dashboard={of} />
      </div>
      <div className={classes.column}>
        <ApproversSection dashboard={of} />
        <CreditsSection dashboard={of} />
      </div>
    </div>
  );
}
