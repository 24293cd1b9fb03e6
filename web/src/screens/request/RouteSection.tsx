import { List, Text } from '@mantine/core';
import type { RequestDetail } from '../../api/resources.ts';
import { Facts } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { reasonWords, TEAM_WORDS, TYPE_WORDS, sentence } from '../../parts/words.ts';

/** How it was classified, and why that team has it. */
export function RouteSection({ request }: { request: RequestDetail }) {
  const { classification, type, reason, team, priority, owner, policyVersion } = request;
  return (
    <Section title="Why it came here">
      {classification ? (
        <>
          <Text>{sentence(classification.route)}</Text>
          <List my="xs" size="sm">
            {classification.reasons.map((ground) => (
              <List.Item key={ground}>{sentence(ground)}</List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text c="dimmed" mb="xs">
          Not classified yet.
        </Text>
      )}
      <Facts
        facts={[
          ['Type', type ? TYPE_WORDS[type] : 'Open'],
          ['Reason', reasonWords(reason) ?? 'Open'],
          ['Priority', priority ?? 'Open'],
          ['Team', team ? TEAM_WORDS[team] : 'Open'],
          ['Owner', owner?.name ?? 'Nobody'],
          ...(classification ? [['Confidence', percentWords(classification.confidence)] as const] : []),
          ['Policy', policyVersion],
        ]}
      />
    </Section>
  );
}

const percentWords = (share: number): string => `${Math.floor(share * 100)} %`;
