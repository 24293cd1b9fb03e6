import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { requestQuery } from '../../api/requests.ts';
import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { taskQuery } from '../../api/tasks.ts';
import { usePollInterval } from '../../parts/live.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { ACTION_WORDS } from '../../parts/words.ts';
import { useIsWide } from '../../parts/width.ts';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { ActionForms } from './ActionForms.tsx';
import { approveWords } from './approval-words.ts';

interface Props {
  readonly requestId: string;
  readonly action: ActionName;
  /** The task it answers; without one, that of the request's action. */
  readonly taskId?: string;
  readonly onClose: () => void;
  /** After it was recorded. */
  readonly onDone: () => void;
}

/** One dialog for everything a person may do on a request: what it will do, the reason, and the sending. */
export function ActionDialog({ requestId, action, taskId, onClose, onDone }: Props) {
  useReturnFocus();
  const wide = useIsWide();
  const refetchInterval = usePollInterval();
  const request = useQuery({ ...requestQuery(requestId), refetchInterval });
  const of = taskId ?? taskOf(request.data, action);
  const task = useQuery({ ...taskQuery(of ?? ''), enabled: of !== null, refetchInterval });
  const error = request.error ?? task.error;
  const ready = request.data && (of === null || task.data);
  return (
    <Modal
      opened
      onClose={onClose}
      title={action === 'approve' ? approveWords(request.data) : ACTION_WORDS[action]}
      size="lg"
      fullScreen={!wide}
    >
      {ready ? (
        <ActionForms
          key={`${requestId} ${action}`}
          action={action}
          request={request.data}
          task={task.data ?? null}
          reading={request.isFetching || task.isFetching}
          reread={() => void Promise.all([request.refetch(), of !== null && task.refetch()])}
          onClose={onClose}
          onDone={onDone}
        />
      ) : error ? (
        <ProblemNotice
          error={error}
          what="The request could not be read"
          onRetry={() => void request.refetch()}
        />
      ) : (
        <Rows count={4} what="the request" />
      )}
    </Modal>
  );
}

function taskOf(request: RequestDetail | undefined, name: ActionName): string | null {
  const offers = request?.actions.filter((action) => action.name === name) ?? [];
  return (offers.find((action) => action.allowed) ?? offers[0])?.taskId ?? null;
}
