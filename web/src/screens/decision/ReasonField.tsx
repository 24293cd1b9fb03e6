import { Textarea } from '@mantine/core';
import type { TextareaProps } from '@mantine/core';

/** A reason for the audit trail. */
export function ReasonField(props: TextareaProps) {
  return <Textarea autosize minRows={2} maxRows={10} maxLength={1_000} {...props} />;
}

export const required =
  (words: string) =>
  (value: string): string | null =>
    value.trim() === '' ? words : null;
