import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import type { CreatePolicy, Policy } from '../../api/resources.ts';
import { isBag } from '../../parts/structured.ts';
import { DraftStore } from '../decision/draft.ts';
import { DraftGuide, DraftOutline } from './DraftGuide.tsx';
import { DraftProblems } from './DraftProblems.tsx';
import { lineOf } from './json-places.ts';
import classes from './Policies.module.css';

interface Props {
  /** Under which what is typed is kept in this tab. */
  readonly name: string;
  readonly document: unknown;
  readonly note: string;
  readonly send: (body: CreatePolicy, idempotencyKey: string) => Promise<Policy>;
  readonly submitLabel: string;
  /** The policy to go back to, if there is one. */
  readonly back?: string;
}

/** A draft's document as text. What the rules find wrong in it is listed with its line, and what is typed stays. */
export function DraftForm({ name, document, note, send, submitLabel, back }: Props) {
  const [draft] = useState(() => new DraftStore(name, { text: JSON.stringify(document, null, 2), note }));
  const [values, setValues] = useState(() => draft.values());
  const area = useRef<HTMLTextAreaElement>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = (version: string | undefined): void =>
    void (version
      ? navigate({ to: '/policies/$version', params: { version } })
      : navigate({ to: '/policies' }));
  const sending = useMutation({
    mutationFn: ({ body, key }: { body: CreatePolicy; key: string }) => send(body, key),
    onSuccess: (policy) => {
      draft.clear();
      notifications.show({ title: 'Recorded', message: `Draft ${policy.version} is kept.`, color: 'accent' });
      leave(policy.version);
      void queries.invalidateQueries();
    },
  });
  const change = (part: Partial<typeof values>): void => {
    const next = { ...values, ...part };
    setValues(next);
    draft.keep(next);
    sending.reset();
  };
  const read = useMemo(() => parsed(values.text), [values.text]);
  const go = (offset: number): void => {
    if (area.current) showLine(area.current, offset);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (read.problem !== null) return area.current?.focus();
    const body = { document: read.document, note: values.note.trim() };
    sending.mutate({ body, key: draft.keyFor(values, body) });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <TextInput
          label="What it is for"
          description="A sentence for reviewers and for everybody who compares versions."
          maxLength={1_000}
          value={values.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        <DraftGuide />
        <Textarea
          ref={area}
          label="Document"
          description="JSON. Amounts are minor units of the functional currency: 50000 is 500.00."
          className={classes.json}
          autosize
          minRows={16}
          maxRows={32}
          spellCheck={false}
          autoCapitalize="off"
          value={values.text}
          error={read.problem}
          onChange={(event) => change({ text: event.currentTarget.value })}
        />
        {read.problem === null && <DraftOutline text={values.text} onGo={go} />}
        {sending.error && <DraftProblems error={sending.error} text={values.text} onGo={go} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => leave(back)} disabled={sending.isPending}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={sending.isPending}
            disabled={sending.error instanceof ApiProblem && sending.error.status === 412}
          >
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Lines are never wrapped, so each is as high as the others. */
function showLine(area: HTMLTextAreaElement, offset: number): void {
  const end = area.value.indexOf('\n', offset);
  area.focus();
  area.setSelectionRange(offset, end === -1 ? area.value.length : end);
  const above = lineOf(area.value, offset) - 4;
  area.scrollTop = Math.max(0, above) * Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollIntoView({ block: 'center' });
}

type Read =
  | { readonly document: Record<string, unknown>; readonly problem: null }
  | { readonly document: null; readonly problem: string };

function parsed(text: string): Read {
  try {
    const document: unknown = JSON.parse(text);
    return isBag(document)
      ? { document: { ...document }, problem: null }
      : { document: null, problem: 'The document must be an object: { … }.' };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it can not be read';
    return { document: null, problem: `This is not JSON: ${why}.` };
  }
}
