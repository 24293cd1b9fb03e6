import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { sodReportQuery } from '../../api/oversight.ts';
import { isStatus } from '../../api/problem.ts';
import type { SodReport } from '../../api/resources.ts';
import { EntityNav } from '../../parts/EntityNav.tsx';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { segregationOf, useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { NotFound } from '../shell/NotFound.tsx';
import { AloneList } from './AloneList.tsx';
import { ConflictList } from './ConflictList.tsx';
import classes from './Segregation.module.css';

const route = getRouteApi('/oversight/$entity');

/** What the roles themselves would let one person do, whatever anybody has done so far. */
export function SegregationScreen() {
  const { entity } = route.useParams();
  usePageTitle(`Segregation of duties ${entity}`);
  const me = useReader();
  const report = useQuery(sodReportQuery(entity));
  if (isStatus(report.error, 404)) return <NotFound what="legal entity" id={entity} />;
  const name = me?.entities.find((one) => one.code === entity)?.name ?? entity;
  return (
    <>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={1}>Segregation of duties, {name}</Title>
          {report.data && (
            <Text size="sm" c="dimmed">
              {report.data.checked} people looked at, with the roles and delegations in force at{' '}
              <When at={report.data.asOf} entity={entity} />
            </Text>
          )}
        </div>
        <EntityNav
          of={me ? segregationOf(me) : []}
          linkTo={(code) => linkOptions({ to: '/oversight/$entity', params: { entity: code } })}
        />
      </Group>
      {report.isPending && <Rows count={4} height={96} what="the report" />}
      {report.isError && !report.data && (
        <ProblemNotice
          error={report.error}
          what="The report could not be read"
          onRetry={isStatus(report.error, 403) ? undefined : () => void report.refetch()}
        />
      )}
      {report.data && <Report of={report.data} />}
    </>
  );
}

function Report({ of: { alone, conflicts } }: { of: SodReport }) {
  return (
    <div className={classes.parts}>
      <Section
        title="Who could complete a refund alone"
        aside={alone.length > 0 && `${alone.length} ${alone.length === 1 ? 'person' : 'people'}`}
      >
        <Text size="sm" c="dimmed" mb="xs" maw="48rem">
          By their roles alone: prepare a refund, approve every level of it and release the payment. On a
          request, Docket refuses it to them all the same, because it looks at who did what.
        </Text>
        {alone.length === 0 ? (
          <Nothing title="Nobody could">
            No one person holds, by role or delegation, all that a refund of any size needs.
          </Nothing>
        ) : (
          <AloneList of={alone} />
        )}
      </Section>
      <Section
        title="Duties that should not meet in one person"
        aside={conflicts.length > 0 && `${conflicts.length} found`}
      >
        <Text size="sm" c="dimmed" mb="xs" maw="48rem">
          Pairs of duties that the policy keeps apart, where one person’s roles allow both. Docket lets nobody
          do both for one customer; fewer of these means less to rely on that.
        </Text>
        {conflicts.length === 0 ? (
          <Nothing title="No pair meets in one person">
            Whoever holds both sides of a pair that the policy keeps apart would be listed here, with the
            roles that give them.
          </Nothing>
        ) : (
          <ConflictList of={conflicts} />
        )}
      </Section>
    </div>
  );
}
