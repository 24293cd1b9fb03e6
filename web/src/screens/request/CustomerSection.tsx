import { Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Evidence, RequestDetail } from '../../api/resources.ts';
import { isBag } from '../../parts/structured.ts';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { CHANNEL_WORDS } from '../../parts/words.ts';
import classes from './RequestPage.module.css';

export function CustomerSection({ request }: { request: RequestDetail }) {
  const { requester, submittedBy, channel, question } = request;
  const typedBy = submittedBy.id.startsWith('person:') ? `, entered by ${submittedBy.name}` : '';
  return (
    <Section title="What the customer wrote" aside={`${requester.name}, ${CHANNEL_WORDS[channel]}${typedBy}`}>
      <Text className={classes.prose}>{request.body}</Text>
      {answersIn(request.evidence).map(({ id, text, at, addedBy }) => (
        <Fragment key={id}>
          <Text mt="sm" fw={600}>
            Answer
          </Text>
          <Text className={classes.prose}>{text}</Text>
          <Text size="sm" c="dimmed">
            Handed in by {addedBy}, <When at={at} entity={request.legalEntity} />
          </Text>
        </Fragment>
      ))}
      {question && (
        <>
          <Text mt="sm" fw={600}>
            The customer is being asked
          </Text>
          <Text className={classes.prose}>{question}</Text>
        </>
      )}
    </Section>
  );
}

/** What the customer answered to questions, oldest first. */
function answersIn(evidence: readonly Evidence[]) {
  return evidence
    .filter(({ kind }) => kind === 'customer-statement')
    .map(({ id, content, summary, at, addedBy }) => {
      const text = isBag(content) ? content['text'] : undefined;
      return { id, text: typeof text === 'string' ? text : summary, at, addedBy };
    })
    .toSorted((a, b) => a.at.localeCompare(b.at));
}
