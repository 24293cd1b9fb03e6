import { Anchor, Text, Title } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { StageBadge } from '../../parts/StageBadge.tsx';
import { When } from '../../parts/When.tsx';
import { OUTCOME_WORDS, TYPE_WORDS } from '../../parts/words.ts';
import { OwnershipLine } from './OwnershipLine.tsx';
import classes from './RequestPage.module.css';
import { WaitingLine } from './WaitingLine.tsx';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
}

/** The request in the customer's words, where it stands, whose it is, whom it waits for. */
export function RequestHead({ request, onAction }: Props) {
  const { id, customer, type, priority, claimed, receivedAt, legalEntity, workflowUrl } = request;
  return (
    <header className={classes.head}>
      <div className={classes.title}>
        <Title order={1}>{request.subject}</Title>
        <StageBadge stage={request.stage} outcome={request.outcome} />
      </div>
      <div className={classes.meta}>
        <Text span c="var(--mantine-color-text)">
          {customer.name}
        </Text>
        <span>
          claims <Amount of={claimed} />
        </span>
        {type && <span>{[TYPE_WORDS[type], priority].filter(Boolean).join(', ')}</span>}
        <span>
          received <When at={receivedAt} entity={legalEntity} />
        </span>
        <span>{id}</span>
        {request.reopened > 0 && <span>{reopenedWords(request)}</span>}
        {workflowUrl && (
          <Anchor href={workflowUrl} target="_blank" rel="noreferrer">
            Run in Temporal <IconExternalLink size={13} aria-label="(opens in a new tab)" />
          </Anchor>
        )}
      </div>
      <WaitingLine request={request} />
      <OwnershipLine request={request} onAction={onAction} />
    </header>
  );
}

/** What the first closing came to stays said. */
function reopenedWords({ reopened, firstOutcome }: RequestDetail): string {
  const times = reopened === 1 ? 'reopened' : `reopened ${reopened} times`;
  return firstOutcome ? `${times}, first closed as “${OUTCOME_WORDS[firstOutcome]}”` : times;
}
