import { Select, Text, Textarea } from '@mantine/core';
import type { Team } from '../../api/resources.ts';
import { sendDecision } from '../../api/tasks.ts';
import { keysOf } from '../../parts/search-params.ts';
import { optionsOf, TEAM_WORDS } from '../../parts/words.ts';
import { ActionForm } from './ActionForm.tsx';
import type { FormContext } from './ActionForm.tsx';
import { ReasonField, required } from './ReasonField.tsx';

interface Values {
  readonly team: string | null;
  readonly question: string;
  readonly reason: string;
}

const teamOf = (value: string | null): Team | undefined => keysOf(TEAM_WORDS).find((team) => team === value);

/** A question to another team, whose answer becomes evidence. An approval waits for it; the preparation of a request goes on. */
export function ConsultForm({ context }: { context: FormContext }) {
  const { task, request } = context;
  const teams = optionsOf(TEAM_WORDS).filter(({ value }) => value !== request.team);
  return (
    <ActionForm<Values, { team: Team; question: string; reason: string }>
      context={context}
      initial={{ team: null, question: '', reason: '' }}
      validate={({ team, question, reason }) => ({
        team: teamOf(team) ? null : 'Choose who is asked.',
        question: required('Write what the team is asked.')(question),
        reason: required('Say why it is needed; it stays in the audit trail.')(reason),
      })}
      bodyOf={({ team, question, reason }) => {
        const asked = teamOf(team);
        if (!asked) throw new Error('an unchecked form was sent');
        return { team: asked, question: question.trim(), reason: reason.trim() };
      }}
      send={(body, idempotencyKey) =>
        sendDecision({
          taskId: task?.id ?? '',
          contentHash: task?.contentHash ?? '',
          idempotencyKey,
          body: { verdict: 'consult', ...body },
        })
      }
      submitLabel="Ask the team"
    >
      {(form) => (
        <>
          <div>
            <Text fw={600}>{request.subject}</Text>
            <Text>
              The team gets a task of its own, and its answer becomes evidence.{' '}
              {task?.kind === 'approve'
                ? 'Until it is there, or its time is up, your approval waits.'
                : 'Meanwhile the work on this request goes on.'}
            </Text>
          </div>
          <Select
            label="Team"
            data={teams}
            searchable
            openOnFocus={false}
            nothingFoundMessage="No team has this name"
            withAsterisk
            data-autofocus
            {...form.getInputProps('team')}
          />
          <Textarea
            label="Question to the team"
            description="Only the team and those who work on the request read it."
            autosize
            minRows={3}
            maxRows={10}
            maxLength={1_000}
            withAsterisk
            {...form.getInputProps('question')}
          />
          <ReasonField
            label="Why it is needed"
            description="For the audit trail."
            withAsterisk
            {...form.getInputProps('reason')}
          />
        </>
      )}
    </ActionForm>
  );
}
