import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { policiesQuery, policyQuery } from '../../api/policies.ts';
import { isStatus } from '../../api/problem.ts';
import type { Policy } from '../../api/resources.ts';
import { Facts } from '../../parts/Facts.tsx';
import { shortHash } from '../../parts/hash.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { EffectiveFrom } from './EffectiveFrom.tsx';
import classes from './Policies.module.css';
import { predecessorOf } from './policy-words.ts';
import { PolicyActions } from './PolicyActions.tsx';
import { PolicyDocument } from './PolicyDocument.tsx';
import { PolicyNotFound } from './PolicyNotFound.tsx';
import { PolicyState } from './PolicyState.tsx';
import { PolicyStepDialog } from './PolicyStepDialog.tsx';

const route = getRouteApi('/policies/$version');

/** One version: where it stands, who may do what with it, and what it says. */
export function PolicyScreen() {
  const { version } = route.useParams();
  usePageTitle(`Policy ${version}`);
  const policy = useQuery(policyQuery(version));
  if (isStatus(policy.error, 404)) return <PolicyNotFound version={version} />;
  if (policy.data) return <Shown policy={policy.data} key={version} />;
  if (policy.isError) {
    return (
      <ProblemNotice
        error={policy.error}
        what={`Policy ${version} could not be read`}
        onRetry={() => void policy.refetch()}
      />
    );
  }
  return <Rows count={5} height={96} what={`policy ${version}`} />;
}

function Shown({ policy }: { policy: Policy }) {
  const { do: step } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (next: typeof step): void =>
    void navigate({ search: next ? { do: next } : {}, replace: true, resetScroll: false });
  return (
    <article>
      <div className={classes.line}>
        <Title order={1}>Policy {policy.version}</Title>
        <PolicyState policy={policy} />
      </div>
      {policy.note && <Text maw="44rem">{policy.note}</Text>}
      <PolicyActions policy={policy} onStep={open} />
      <div className={classes.areas}>
        <Standing policy={policy} />
      </div>
      <div className={classes.document}>
        <PolicyDocument document={policy.document} />
      </div>
      {step && <PolicyStepDialog policy={policy} step={step} onClose={() => open(undefined)} />}
    </article>
  );
}

function Standing({ policy }: { policy: Policy }) {
  const all = useQuery(policiesQuery).data?.items ?? [];
  const before = predecessorOf(policy, all);
  const { author, submittedAt, reviewer, reviewReason, publisher, publishedAt } = policy;
  return (
    <Section
      title="Where it stands"
      aside={
        before && (
          <Anchor
            renderRoot={(props) => (
              <Link to="/policies/compare" search={{ from: before, to: policy.version }} {...props} />
            )}
          >
            What changes from {before}
          </Anchor>
        )
      }
    >
      <Facts
        facts={[
          ['In force from', <EffectiveFrom key="from" at={policy.effectiveFrom} />],
          ['Author', author.name],
          ...(submittedAt ? [['Submitted', <When key="submitted" at={submittedAt} />] as const] : []),
          ...(reviewer ? [['Reviewer', reviewer.name] as const] : []),
          ...(reviewReason ? [['Review', reviewReason] as const] : []),
          ...(publisher && publishedAt
            ? [
                [
                  'Published',
                  <span key="published">
                    {publisher.name}, <When at={publishedAt} />
                  </span>,
                ] as const,
              ]
            : []),
          ['Open requests', `${policy.openRequests} began under it`],
          ['Document', <code key="hash">{shortHash(policy.hash)}</code>],
        ]}
      />
    </Section>
  );
}
