import { Text } from '@mantine/core';
import type { Proposal, RequestDetail } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { Entries } from '../../parts/Entries.tsx';
import { Facts } from '../../parts/Facts.tsx';
import { shortHash } from '../../parts/hash.ts';
import { RESOLUTION_WORDS, roleWords } from '../../parts/words.ts';

interface Props {
  readonly request: RequestDetail;
  readonly proposal: Proposal;
  readonly taskId: string | null;
  /** Where it stands below the subject and the customer anyway. */
  readonly untitled?: boolean;
}

/** The proposal in short, and what the approval leads to. */
export function WhatWillPost({ request, proposal, taskId, untitled = false }: Props) {
  return (
    <div>
      {!untitled && (
        <>
          <Text fw={600}>{request.subject}</Text>
          <Text size="sm" c="dimmed" mb="sm">
            {request.customer.name} · {request.id}
          </Text>
        </>
      )}
      <Facts
        facts={[
          [RESOLUTION_WORDS[proposal.resolutionKind], <Amount key="amount" of={proposal.amount} strong />],
          ['Content', `revision ${proposal.revision}, ${shortHash(proposal.contentHash)}`],
          ['Prepared by', proposal.preparer.name],
          ['Letter', proposal.letter.subject],
        ]}
      />
      {proposal.entries.length > 0 && <Entries lines={proposal.entries} caption="Entries that will post" />}
      <Text size="sm" mt="sm">
        {afterwards(proposal, taskId)}
      </Text>
    </div>
  );
}

function afterwards({ approvals, resolutionKind }: Proposal, taskId: string | null): string {
  const mine = approvals.seats.find((seat) => seat.taskId === taskId);
  const left = approvals.seats.filter(
    (seat) => seat !== mine && seat.verdict === null && seat.state !== 'void',
  );
  if (left.length > 0) {
    return `Nothing posts yet: ${left.map((seat) => roleWords(seat.role)).join(', then ')} still decides.`;
  }
  return resolutionKind === 'denial'
    ? 'Yours is the last approval: the letter goes out.'
    : 'Yours is the last approval: this posts and the letter goes out.';
}
