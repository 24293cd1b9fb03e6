import { Button, Timeline } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { eventsQuery } from '../../api/requests.ts';
import type { RequestDetail } from '../../api/resources.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { linesOf } from './timeline-lines.ts';
import { TimelineEvent } from './TimelineEvent.tsx';
import classes from './TimelineEvent.module.css';

/** Everything that happened: who, when, on what ground. */
export function TimelineSection({ request }: { request: RequestDetail }) {
  const events = useInfiniteQuery(eventsQuery(request.id));
  const lines = linesOf(events.data?.pages.flatMap((page) => page.items) ?? []);
  return (
    <Section title="What happened" aside="Oldest first">
      {events.isPending && <Rows count={4} what="the audit trail" />}
      {events.isError && (
        <ProblemNotice
          error={events.error}
          what="The audit trail could not be read"
          onRetry={() => void events.refetch()}
        />
      )}
      <Timeline bulletSize={9} lineWidth={1} color="gray" active={lines.length} className={classes.timeline}>
        {lines.map((line) => (
          <Timeline.Item key={line.events[0].seq} title={line.title}>
            <TimelineEvent line={line} entity={request.legalEntity} />
          </Timeline.Item>
        ))}
      </Timeline>
      {events.hasNextPage && (
        <Button
          mt="sm"
          variant="default"
          loading={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          Load later events
        </Button>
      )}
    </Section>
  );
}
