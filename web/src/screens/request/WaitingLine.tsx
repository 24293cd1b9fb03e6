import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { RequestDetail, Team } from '../../api/resources.ts';
import { When } from '../../parts/When.tsx';
import { plainWords, sentence, TEAM_WORDS } from '../../parts/words.ts';
import classes from './RequestPage.module.css';

/** Who is it waiting for, until when, and what happens next. */
export function WaitingLine({ request }: { request: RequestDetail }) {
  const { waiting, closedAt, legalEntity } = request;
  // An approval that waits for a colleague names them itself.
  const open = request.consults.filter(
    ({ state, team }) => state === 'open' && waiting.for?.startsWith(team) !== true,
  );
  if (closedAt) {
    return (
      <Text className={classes.waiting}>
        Closed <When at={closedAt} entity={legalEntity} />.{' '}
        {waiting.next && sentence(asSentenceEnd(waiting.next))}
      </Text>
    );
  }
  return (
    <Text className={classes.waiting}>
      {waiting.for ? (
        <>
          Waiting for <strong>{plainWords(waiting.for)}</strong>
        </>
      ) : (
        'Being worked on by Docket itself'
      )}
      {waiting.until && (
        <>
          {' until '}
          <When at={waiting.until} entity={legalEntity} /> (
          <When at={waiting.until} entity={legalEntity} as="due" />)
        </>
      )}
      .{' '}
      {open.map((consult) => (
        <Fragment key={consult.taskId}>
          {TEAM_WORDS[consult.team as Team] ?? consult.team} has been asked
          {consult.dueAt && (
            <>
              , until <When at={consult.dueAt} entity={legalEntity} />
            </>
          )}
          .{' '}
        </Fragment>
      ))}
      {waiting.next && `Next: ${asSentenceEnd(waiting.next)}`}
    </Text>
  );
}

const asSentenceEnd = (words: string): string => plainWords(words.replace(/\.?$/, '.'));
