import { Button, Text } from '@mantine/core';
import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import { ACTION_WORDS, fromKey, TEAM_WORDS } from '../../parts/words.ts';
import { useAwaitsEffect } from '../decision/recorded.ts';
import { ownerActions } from './offered-actions.ts';
import classes from './RequestPage.module.css';

interface Props {
  readonly request: RequestDetail;
  readonly onAction: (name: ActionName) => void;
}

/** Whose the request is, and what this reader may do about it. */
export function OwnershipLine({ request, onAction }: Props) {
  const me = useReader();
  const off = useAwaitsEffect(request);
  const { owner, team, skill, closedAt } = request;
  // Claiming once more is allowed and changes nothing.
  const offered = ownerActions(request).filter(({ name }) => name !== 'claim' || owner?.id !== me?.id);
  if (!owner && !team && offered.length === 0) return null;
  return (
    <div className={classes.ownership}>
      <Text>
        {closedAt ? 'Was with ' : 'With '}
        {owner ? (
          <>
            <strong>{owner.id === me?.id ? 'you' : owner.name}</strong>
            {team && `, ${TEAM_WORDS[team].toLowerCase()}`}
          </>
        ) : (
          <>
            nobody: in the queue of <strong>{team ? TEAM_WORDS[team] : 'the service desk'}</strong>
          </>
        )}
        {skill && `. Needs: ${fromKey(skill).toLowerCase()}`}
      </Text>
      {offered.length > 0 && (
        <div className={classes.ownerActions}>
          {offered.map(({ name }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              disabled={off}
              onClick={() => onAction(name)}
            >
              {ACTION_WORDS[name]}…
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
