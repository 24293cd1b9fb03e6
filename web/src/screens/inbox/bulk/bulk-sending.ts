import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DecisionOutcome } from '../../../api/resources.ts';
import type { BulkItem } from '../../../api/tasks.ts';
import { sendApprovals } from '../../../api/tasks.ts';
import { DraftStore } from '../../decision/draft.ts';

interface Draft {
  readonly reason: string;
}

/** Sends what was looked at, keeps the outcome of each, and what was typed until all are approved. */
export function useBulkSending(
  ids: readonly string[],
  onOutcomes: (all: ReadonlyMap<string, DecisionOutcome>) => void,
) {
  const queries = useQueryClient();
  const [draft] = useState(() => new DraftStore<Draft>(`approve:${ids.join()}`, { reason: '' }));
  const [reason, setReason] = useState(() => draft.values().reason);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, DecisionOutcome>>(new Map());
  const [answered, setAnswered] = useState(0);
  const sending = useMutation({
    mutationFn: ({ items, key }: { items: readonly BulkItem[]; key: string }) => sendApprovals(items, key),
    onSuccess: (answers) => {
      const all = new Map([...outcomes, ...answers.map((one) => [one.taskId, one] as const)]);
      setOutcomes(all);
      setAnswered(answered + 1);
      if (answers.every(({ recorded }) => recorded)) draft.clear();
      onOutcomes(all);
      void queries.invalidateQueries();
    },
  });
  return {
    reason,
    outcomes,
    sending,
    type: (words: string): void => {
      setReason(words);
      draft.keep({ reason: words });
    },
    /** Without an answer, the same again is sent under the same key; after one it is another attempt. */
    send: (items: readonly BulkItem[]): void =>
      sending.mutate({ items, key: draft.keyFor({ reason }, [items, answered]) }),
  };
}
