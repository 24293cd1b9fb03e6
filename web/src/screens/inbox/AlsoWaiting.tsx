import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PolicySummary } from '../../api/resources.ts';
import { changesToDecideQuery } from '../../api/changes.ts';
import { policiesQuery } from '../../api/policies.ts';
import { usePollInterval } from '../../parts/live.ts';
import { When } from '../../parts/When.tsx';
import { changeWords } from '../../parts/words.ts';
import { effectiveWords } from '../policies/policy-words.ts';
import classes from './Tasks.module.css';

/** What waits for the reader beside the tasks: drafts of the policy, and moves of requests to another one. */
export function AlsoWaiting() {
  const refetchInterval = usePollInterval();
  const policies = useQuery({ ...policiesQuery, refetchInterval });
  const changes = useQuery({ ...changesToDecideQuery, refetchInterval });
  const drafts = (policies.data?.items ?? []).filter((policy) => askedOf(policy) !== null);
  const moves = changes.data?.items ?? [];
  if (drafts.length + moves.length === 0) return null;
  return (
    <section aria-labelledby="also-waiting" className={classes.also}>
      <Title order={2} id="also-waiting" size="h4" mb="xs">
        Also waiting for you
      </Title>
      <ul className={classes.cards}>
        {drafts.map((policy) => (
          <li key={policy.version} className={classes.card}>
            <Anchor
              renderRoot={(props) => (
                <Link to="/policies/$version" params={{ version: policy.version }} {...props} />
              )}
            >
              {askedOf(policy)} policy {policy.version}
            </Anchor>
            <Text size="sm" c="dimmed">
              {policy.author.name}
              {policy.submittedAt && (
                <>
                  , submitted <When at={policy.submittedAt} />
                </>
              )}
              ; to be in force from {effectiveWords(policy.effectiveFrom)}
            </Text>
          </li>
        ))}
        {moves.map(({ request, change }) => (
          <li key={change.id} className={classes.card}>
            <Anchor
              renderRoot={(props) => <Link to="/requests/$id" params={{ id: request.id }} {...props} />}
            >
              Decide: {changeWords(change)}, {request.subject}
            </Anchor>
            <Text size="sm" c="dimmed">
              {request.customer.name} · {request.id}; asked for by {change.requestedBy.name},{' '}
              <When at={change.requestedAt} entity={request.legalEntity} />
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the reader is asked to do with a draft of somebody else; null: nothing. */
function askedOf({ state, actions }: PolicySummary): 'Review' | 'Publish' | null {
  const may = (name: string): boolean => actions.some((action) => action.name === name && action.allowed);
  if (state === 'in-review' && may('accept')) return 'Review';
  return state === 'reviewed' && may('publish') ? 'Publish' : null;
}
