import { Alert, Text, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { Proposal, RequestDetail } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { Entries } from '../../parts/Entries.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { shortHash } from '../../parts/hash.ts';
import { moneyWords } from '../../parts/money-words.ts';
import { Section } from '../../parts/Section.tsx';
import { OUTCOME_WORDS, RESOLUTION_WORDS } from '../../parts/words.ts';
import { Letter } from './Letter.tsx';

const STATUS: Record<Proposal['status'], string> = {
  pending: 'not decided yet',
  approved: 'approved',
  returned: 'returned',
  refused: 'rejected',
  withdrawn: 'withdrawn',
  posted: 'posted',
};

/** How what it leads to is spoken of, by what became of it. */
const EFFECT: Record<Proposal['status'], { readonly letter: string; readonly entries: string }> = {
  pending: { letter: 'The letter that will go out', entries: 'Journal entries that will post' },
  approved: { letter: 'The letter that will go out', entries: 'Journal entries that will post' },
  posted: { letter: 'The letter that went out', entries: 'Journal entries' },
  returned: wouldHave('this proposal was returned'),
  refused: wouldHave('this proposal was rejected'),
  withdrawn: wouldHave('this proposal was withdrawn'),
};

function wouldHave(ended: string) {
  return {
    letter: `The letter that would have gone out; ${ended}`,
    entries: `Journal entries that would have posted; ${ended}`,
  };
}

/** What is proposed: the entries, the balance before and after, the letter, the same error elsewhere. */
export function ProposalSection({ request, proposal }: { request: RequestDetail; proposal: Proposal }) {
  const { balance, entries, letter, resolutionKind } = proposal;
  return (
    <Section title="Proposal" aside={`Revision ${proposal.revision}, ${STATUS[proposal.status]}`}>
      <Facts
        facts={[
          [RESOLUTION_WORDS[resolutionKind], <Amount key="amount" of={proposal.amount} strong />],
          ['Outcome', OUTCOME_WORDS[proposal.outcome]],
          ['Prepared by', proposal.preparer.name],
          ...(balance
            ? [
                [
                  `Open on ${balance.invoiceId}`,
                  <span key="balance">
                    <Amount of={balance.before} /> before, <Amount of={balance.after} strong /> after
                  </span>,
                ] as const,
              ]
            : []),
          ['Content hash', <code key="hash">{shortHash(proposal.contentHash)}</code>],
        ]}
      />
      {entries.length > 0 ? (
        <Entries lines={entries} caption={EFFECT[proposal.status].entries} />
      ) : (
        <Text mt="sm">No journal entries.</Text>
      )}
      <LookBack findings={request.lookBack} />
      <Title order={3} mt="md" mb={4}>
        {EFFECT[proposal.status].letter}
      </Title>
      <Letter subject={letter.subject} text={letter.text} />
    </Section>
  );
}

function LookBack({ findings }: { findings: RequestDetail['lookBack'] }) {
  if (findings.length === 0) return null;
  return (
    <Alert
      mt="md"
      variant="outline"
      color="amber"
      icon={<IconSearch aria-hidden />}
      title="The same error on other invoices, reported and not credited"
    >
      {findings.map((finding) => (
        <Text key={`${finding.invoiceId} ${finding.line}`}>
          {finding.invoiceId}, line {finding.line}, {finding.item}: {moneyWords(finding.difference)}
        </Text>
      ))}
    </Alert>
  );
}
