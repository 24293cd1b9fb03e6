import { Select, Text } from '@mantine/core';
import { sendOwnership } from '../../api/ownership.ts';
import type { ChangeOwnership, RequestDetail, Team } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import { optionsOf, TEAM_WORDS } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

export type OwnershipAction = ChangeOwnership['action'];

interface Values {
  to: string;
  team: string;
  reason: string;
}

const SUBMIT: Record<OwnershipAction, string> = {
  claim: 'Claim',
  'hand-over': 'Hand over',
  reassign: 'Reassign',
  'return-to-queue': 'Return to the queue',
};

/** Whose request it is: taken, given to somebody else, or put back. */
export function OwnershipForm({ context, action }: { context: FormContext; action: OwnershipAction }) {
  const { request } = context;
  const me = useReader();
  const givesAway = action === 'hand-over' || action === 'reassign';
  return (
    <ActionForm<Values, ChangeOwnership>
      context={context}
      initial={{ to: '', team: request.team ?? '', reason: '' }}
      validate={({ to, reason }) => ({
        to: givesAway && to === '' ? 'Choose who gets it.' : null,
        reason: action === 'claim' ? null : required('Say why; it stays in the audit trail.')(reason),
      })}
      bodyOf={(values) => bodyOf(action, values)}
      send={(body, idempotencyKey) => sendOwnership({ requestId: request.id, idempotencyKey, body })}
      submitLabel={SUBMIT[action]}
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text>{effectOf(action, request)}</Text>
          </div>
          {givesAway && (
            <Select
              label="New owner"
              description="Who works in its team and may own it."
              data={request.newOwners
                .filter(({ id }) => action === 'reassign' || id !== me?.id)
                .map(({ id, name, post, away }) => ({
                  ...{ value: id, disabled: away },
                  label: `${name}, ${post}${away ? ' (away)' : ''}`,
                }))}
              searchable
              withAsterisk
              nothingFoundMessage="Nobody of that name could own it."
              data-autofocus
              {...form.getInputProps('to')}
            />
          )}
          {action === 'return-to-queue' && (
            <Select
              label="Queue"
              data={optionsOf(TEAM_WORDS)}
              allowDeselect={false}
              {...form.getInputProps('team')}
            />
          )}
          <ReasonField
            label={action === 'claim' ? 'Reason (optional)' : 'Reason'}
            withAsterisk={action !== 'claim'}
            maxLength={500}
            data-autofocus={!givesAway || undefined}
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}

function bodyOf(action: OwnershipAction, { to, team, reason }: Values): ChangeOwnership {
  const why = reason.trim();
  if (action === 'claim') return { action, reason: why };
  if (action === 'return-to-queue') {
    return { action, reason: why, ...(team !== '' && { team: team as Team }) };
  }
  return { action, to, reason: why };
}

function effectOf(action: OwnershipAction, { owner, team }: RequestDetail): string {
  const queue = team ? `the queue of ${TEAM_WORDS[team]}` : 'its queue';
  switch (action) {
    case 'claim':
      return `You take it out of ${queue}. From then on you never approve it, and neither does who stands in for you.`;
    case 'hand-over':
      return 'It is theirs at once, and they are told. You stay one of those who touched it.';
    case 'reassign':
      return `It is taken from ${owner?.name ?? queue} and given to somebody else; both are told.`;
    case 'return-to-queue':
      return 'It waits there until somebody claims it. Its clocks go on.';
  }
}
