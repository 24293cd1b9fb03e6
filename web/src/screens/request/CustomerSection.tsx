import { Text } from '@mantine/core';
import type { RequestDetail } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { CHANNEL_WORDS } from '../../parts/words.ts';
import classes from './RequestPage.module.css';

export function CustomerSection({ request }: { request: RequestDetail }) {
  const { requester, submittedBy, channel, question } = request;
  const typedBy = submittedBy.id.startsWith('person:') ? `, entered by ${submittedBy.name}` : '';
  return (
    <Section title="What the customer wrote" aside={`${requester.name}, ${CHANNEL_WORDS[channel]}${typedBy}`}>
      <Text className={classes.prose}>{request.body}</Text>
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
