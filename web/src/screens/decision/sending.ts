import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../../api/problem.ts';
import type { FormContext } from './ActionForm.tsx';
import { noteRecorded } from './recorded.ts';

interface Sending {
  readonly send: () => Promise<unknown>;
  readonly onRecorded: () => void;
}

/** Sends, says that it was recorded, and reads again whatever the action may have changed. */
export function useSending(context: FormContext, onProblem: (problem: ApiProblem) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ send }: Sending) => send(),
    onSuccess: (_answer, { onRecorded }) => {
      onRecorded();
      noteRecorded(queries, context.request);
      notifications.show({ title: 'Recorded', message: 'It takes effect in a moment.', color: 'accent' });
      context.onDone();
      void queries.invalidateQueries();
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return;
      onProblem(error);
      if (error.status === 409 || error.status === 412) context.reread();
    },
  });
}
