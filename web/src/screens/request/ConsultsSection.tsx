import { Text } from '@mantine/core';
import { IconCircleCheck, IconHourglassEmpty, IconBan } from '@tabler/icons-react';
import type { Consult, RequestDetail, Team } from '../../api/resources.ts';
import { Section } from '../../parts/Section.tsx';
import { When } from '../../parts/When.tsx';
import { TEAM_WORDS } from '../../parts/words.ts';
import classes from './Asides.module.css';

/** What other teams were asked, and what they said. */
export function ConsultsSection({ request }: { request: RequestDetail }) {
  const { consults, legalEntity } = request;
  return (
    <Section title="Asked of other teams">
      <ul className={classes.list}>
        {consults.map((consult) => (
          <OneConsult key={consult.taskId} consult={consult} entity={legalEntity} />
        ))}
      </ul>
    </Section>
  );
}

function OneConsult({ consult, entity }: { consult: Consult; entity: string }) {
  const { team, question, askedBy, askedAt, answer, answeredBy, answeredAt } = consult;
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <Text fw={600}>{TEAM_WORDS[team as Team] ?? team}</Text>
        <Standing consult={consult} entity={entity} />
      </div>
      <Text className={classes.prose}>{question}</Text>
      <Text size="sm" c="dimmed">
        Asked{askedBy && ` by ${askedBy.name}`}
        {askedAt && (
          <>
            , <When at={askedAt} entity={entity} />
          </>
        )}
      </Text>
      {answer !== null && (
        <>
          <Text mt="xs" className={classes.answer}>
            {answer}
          </Text>
          <Text size="sm" c="dimmed">
            {answeredBy?.name}
            {answeredAt && (
              <>
                , <When at={answeredAt} entity={entity} />
              </>
            )}
          </Text>
        </>
      )}
    </li>
  );
}

function Standing({ consult: { state, dueAt }, entity }: { consult: Consult; entity: string }) {
  if (state === 'done') {
    return (
      <span className={classes.standing} data-good>
        <IconCircleCheck size={15} aria-hidden /> Answered
      </span>
    );
  }
  if (state === 'void') {
    return (
      <span className={classes.standing}>
        <IconBan size={15} aria-hidden /> No longer needed
      </span>
    );
  }
  return (
    <span className={classes.standing}>
      <IconHourglassEmpty size={15} aria-hidden /> Open
      {dueAt && (
        <>
          , due <When at={dueAt} entity={entity} as="due" />
        </>
      )}
    </span>
  );
}
