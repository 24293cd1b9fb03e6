import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { DraftStore } from '../decision/draft.ts';
import type { Placed } from '../decision/field-errors.ts';
import { placeErrors } from '../decision/field-errors.ts';

interface Props<Values extends object, Body, Answer> {
  /** Under which what is typed is kept in this tab. */
  readonly name: string;
  readonly initial: Values;
  readonly validate: (values: Values) => Record<string, string | null>;
  readonly bodyOf: (values: Values) => Body;
  readonly send: (body: Body, idempotencyKey: string) => Promise<Answer>;
  readonly fieldOf?: (pointer: string, values: Values) => string | undefined;
  readonly submitLabel: string;
  /** What is said once it is recorded. */
  readonly recorded: string;
  readonly onClose: () => void;
  /** In place of onClose once it is recorded. */
  readonly onRecorded?: (answer: Answer) => void;
  readonly children: (form: UseFormReturnType<Values>) => ReactNode;
}

/** A form that belongs to no request: keeps what is typed, sends once, puts errors at their fields. */
export function DraftedForm<Values extends object, Body, Answer>(props: Props<Values, Body, Answer>) {
  const { name, initial, validate, bodyOf, send, fieldOf, submitLabel, recorded, onClose, children } = props;
  const { onRecorded = onClose } = props;
  const queries = useQueryClient();
  const [draft] = useState(() => new DraftStore(name, initial));
  const refused = useRef<(() => void) | null>(null);
  const form = useForm<Values>({
    initialValues: draft.values(),
    validate,
    onValuesChange: (values) => {
      draft.keep(values);
      refused.current?.();
    },
  });
  const sending = useMutation({
    mutationFn: ({ body, key }: { body: Body; key: string }) => send(body, key),
    onSuccess: (answer) => {
      draft.clear();
      notifications.show({ title: 'Recorded', message: recorded, color: 'accent' });
      onRecorded(answer);
      void queries.invalidateQueries();
    },
    onError: (error) => {
      if (error instanceof ApiProblem) form.setErrors(placed(error).placed);
    },
  });
  const placed = (problem: ApiProblem) => placeErrors(problem.errors, form.getValues(), fieldOf);
  // What the server refused is about what was sent: it is no longer said once that is being changed.
  useEffect(() => {
    refused.current = sending.isError
      ? () => {
          form.clearErrors();
          sending.reset();
        }
      : null;
  });
  const submit = form.onSubmit((values) => {
    const body = bodyOf(values);
    sending.mutate({ body, key: draft.keyFor(values, body) });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {children(form)}
        {sending.error && (
          <NotRecorded
            error={sending.error}
            placed={sending.error instanceof ApiProblem ? placed(sending.error) : null}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} disabled={sending.isPending}>
            Cancel
          </Button>
          <Button type="submit" loading={sending.isPending}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Why it was not recorded; errors that stand at their fields are not said twice. */
function NotRecorded({ error, placed }: { error: Error; placed: Placed | null }) {
  const marked = placed !== null && placed.unplaced.length === 0 && Object.keys(placed.placed).length > 0;
  return (
    <div>
      <ProblemNotice
        error={error}
        what="Not recorded"
        unplaced={placed?.unplaced ?? []}
        message={marked ? 'Correct what is marked above, then send it again.' : undefined}
      />
      <Text size="sm" c="dimmed" mt={4}>
        What you typed is kept.
      </Text>
    </div>
  );
}
