import { Anchor, Button, Text } from '@mantine/core';
import { IconBan, IconCircleCheck, IconCircleX, IconHourglassEmpty } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Change, RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { changeWords, plainWords, sentence } from '../../parts/words.ts';
import type { ChangeVerdict } from '../decision/ChangeVerdictForm.tsx';
import classes from './Asides.module.css';

interface Props {
  readonly request: RequestDetail;
  readonly onDecide: (changeId: string, verdict: ChangeVerdict) => void;
}

const STANDING = {
  requested: { words: 'Waits for approval', Icon: IconHourglassEmpty },
  approved: { words: 'Approved, takes effect in a moment', Icon: IconHourglassEmpty },
  refused: { words: 'Refused', Icon: IconCircleX },
  effective: { words: 'In effect', Icon: IconCircleCheck },
  void: { words: 'Void', Icon: IconBan },
} as const;

/** Another priority, another policy, a reopening: who asked, who approved, and what came of it. */
export function ChangesSection({ request, onDecide }: Props) {
  return (
    <Section title="Changes to this request">
      <ul className={classes.list}>
        {request.changes.map((change) => (
          <OneChange key={change.id} change={change} request={request} onDecide={onDecide} />
        ))}
      </ul>
    </Section>
  );
}

function OneChange({ change, request, onDecide }: Props & { change: Change }) {
  const { id, kind, reason, requestedBy, requestedAt, statusReason, mayDecide } = change;
  const entity = request.legalEntity;
  const { words, Icon } = STANDING[change.status];
  const needsSecond = kind === 'policy-version' && change.status === 'requested';
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <Text fw={600}>{changeWords(change)}</Text>
        <span
          className={classes.standing}
          data-good={change.status === 'effective' || undefined}
          data-bad={change.status === 'refused' || undefined}
        >
          <Icon size={15} aria-hidden />{' '}
          {kind !== 'policy-version' && change.status === 'requested' ? 'Takes effect in a moment' : words}
        </span>
      </div>
      <Text className={classes.prose}>{reason}</Text>
      <Text size="sm" c="dimmed">
        {requestedBy.name}, <When at={requestedAt} entity={entity} />
      </Text>
      <Decided change={change} entity={entity} />
      {statusReason && <Text size="sm">{sentence(statusReason)}</Text>}
      {needsSecond && <Difference change={change} request={request} />}
      {needsSecond && mayDecide && (
        <div className={classes.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => onDecide(id, 'approve')}>
            Approve the change…
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onDecide(id, 'refuse')}>
            Refuse…
          </Button>
        </div>
      )}
      {needsSecond && !mayDecide && change.whyNot && (
        <Text size="sm" c="dimmed">
          {plainWords(change.whyNot)}
        </Text>
      )}
    </li>
  );
}

function Decided({ change: { decidedBy, decidedAt, status }, entity }: { change: Change; entity: string }) {
  if (!decidedBy) return null;
  return (
    <Text size="sm" c="dimmed">
      {status === 'refused' ? 'Refused' : 'Approved'} by {decidedBy.name}
      {decidedAt && (
        <>
          , <When at={decidedAt} entity={entity} />
        </>
      )}
    </Text>
  );
}

/** What the move would change, before anybody approves it. */
function Difference({ change, request }: { change: Change; request: RequestDetail }) {
  const to = change.detail['toVersion'];
  if (typeof to !== 'string') return null;
  return (
    <Text size="sm">
      <Anchor
        renderRoot={(props) => (
          <Link to="/policies/compare" search={{ from: request.policyVersion, to }} {...props} />
        )}
      >
        What changes from {request.policyVersion} to {to}
      </Anchor>
    </Text>
  );
}
