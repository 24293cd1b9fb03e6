import { Button, Group, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import type { ActionName, RequestDetail, Task } from '../../api/resources.ts';
import { ChangedNotice } from './ChangedNotice.tsx';
import { DraftStore } from './draft.ts';
import { placeErrors } from './field-errors.ts';
import type { Freshness } from './freshness.ts';
import { SendProblem } from './SendProblem.tsx';
import { useSending } from './sending.ts';

export interface FormContext {
  /** Names the draft, beside the request and the task. */
  readonly action: ActionName | `${'approve' | 'refuse'}:${string}`;
  readonly request: RequestDetail;
  readonly task: Task | null;
  readonly freshness: Freshness;
  /** Why it may not be done now; null when it may. */
  readonly refusal: string | null;
  readonly reading: boolean;
  readonly reread: () => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export type Form<Values extends object> = UseFormReturnType<Values>;

interface Props<Values extends object, Body> {
  readonly context: FormContext;
  readonly initial: Values;
  readonly validate: (values: Values) => Record<string, string | null>;
  readonly bodyOf: (values: Values) => Body;
  readonly send: (body: Body, idempotencyKey: string) => Promise<unknown>;
  readonly submitLabel: string;
  readonly grave?: boolean;
  /** The form's field for a JSON pointer of the body, where the names differ. */
  readonly fieldOf?: (pointer: string, values: Values) => string | undefined;
  readonly children: (form: Form<Values>) => ReactNode;
}

/** What every action's form does alike: keeps what is typed, notices changes, sends once, puts errors at their fields. */
export function ActionForm<Values extends object, Body>(props: Props<Values, Body>) {
  const { context, initial, validate, bodyOf, send, submitLabel, grave = false, fieldOf, children } = props;
  const [draft] = useState(() => new DraftStore(draftName(context), initial));
  const refused = useRef<(() => void) | null>(null);
  const form = useForm<Values>({
    initialValues: draft.values(),
    validate,
    onValuesChange: (values) => {
      draft.keep(values);
      refused.current?.();
    },
  });
  const element = useRef<HTMLFormElement>(null);
  // The dialog gave out its focus when it opened, before the task was read: without this it stays on "Close".
  useEffect(() => element.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), []);
  const sending = useSending(context, (problem) =>
    form.setErrors(placeErrors(problem.errors, form.getValues(), fieldOf).placed),
  );
  // What the server refused is about what was sent: it is no longer said once that is being changed.
  useEffect(() => {
    refused.current = sending.isError
      ? () => {
          form.clearErrors();
          sending.reset();
        }
      : null;
  });
  const { freshness, refusal, reading } = context;
  const submit = form.onSubmit((values) => {
    const body = bodyOf(values);
    const key = draft.keyFor(values, [body, context.task?.contentHash]);
    sending.mutate({ send: () => send(body, key), onRecorded: () => draft.clear() });
  });
  const problem = sending.error instanceof ApiProblem ? sending.error : null;
  return (
    <form ref={element} onSubmit={submit} onKeyDown={sendOnModEnter} noValidate>
      <Stack gap="md">
        {children(form)}
        <ChangedNotice
          freshness={freshness}
          refusal={refusal}
          hidden={sending.isPending || sending.isSuccess}
        />
        {sending.error && (
          <SendProblem
            error={sending.error}
            unplaced={placeErrors(problem?.errors ?? [], form.getValues(), fieldOf).unplaced}
            onReread={context.reread}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={context.onClose} disabled={sending.isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            {...(grave && { color: 'red', autoContrast: true })}
            loading={sending.isPending}
            disabled={freshness.stale || refusal !== null || reading}
          >
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Ctrl or Command with Enter sends, from any field. */
function sendOnModEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit(event.currentTarget.querySelector<HTMLButtonElement>('[type="submit"]'));
}

const draftName = ({ action, request, task }: FormContext): string =>
  `${action}:${request.id}:${task?.id ?? ''}`;
