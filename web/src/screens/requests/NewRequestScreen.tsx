import { Text, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { createRequest } from '../../api/requests.ts';
import type { AcceptedRequest, CreateRequest, Me } from '../../api/resources.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { intakesOf, useReader } from '../../parts/reader.ts';
import { DraftedForm } from '../standing-in/DraftedForm.tsx';
import type { NewRequest } from './new-request.ts';
import { bodyOf, checkRequest, emptyRequest, fieldOfPointer } from './new-request.ts';
import { NewRequestFields } from './NewRequestFields.tsx';
import classes from './Requests.module.css';

/** A customer's request, handed in by who heard of it. */
export function NewRequestScreen() {
  usePageTitle('New request');
  const me = useReader();
  const entities = me ? intakesOf(me) : [];
  return (
    <>
      <Title order={1} mb="sm">
        New request
      </Title>
      {entities.length === 0 ? (
        <Nothing title="You hand in no requests">
          The service desk, analysts and team leads hand in what customers ask.
        </Nothing>
      ) : (
        <NewRequestForm entities={entities} />
      )}
    </>
  );
}

function NewRequestForm({ entities }: { readonly entities: Me['entities'] }) {
  const navigate = useNavigate();
  return (
    <div className={classes.newRequest}>
      <Text mb="md">
        For what a customer asks by telephone or letter. The rules say what kind of request it is and who
        works on it; whoever hands it in never approves it.
      </Text>
      <DraftedForm<NewRequest, CreateRequest, AcceptedRequest>
        name="new-request"
        initial={emptyRequest(entities[0])}
        validate={checkRequest}
        bodyOf={bodyOf}
        send={createRequest}
        fieldOf={fieldOfPointer}
        submitLabel="Hand it in"
        recorded="The request is stored and is worked on."
        onClose={() => void navigate({ to: '/requests' })}
        onRecorded={({ id }) => void navigate({ to: '/requests/$id', params: { id } })}
      >
        {(form) => <NewRequestFields form={form} entities={entities} />}
      </DraftedForm>
    </div>
  );
}
