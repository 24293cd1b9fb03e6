import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { requestQuery } from '../../api/requests.ts';
import type { RequestDetail } from '../../api/resources.ts';
import { usePollInterval } from '../../parts/live.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { Rows } from '../../parts/Rows.tsx';
import { useIsWide } from '../../parts/width.ts';
import type { ChangeVerdict } from './ChangeVerdictForm.tsx';
import { ChangeVerdictForm } from './ChangeVerdictForm.tsx';
import { useFreshness } from './freshness.ts';

interface Props {
  readonly requestId: string;
  readonly changeId: string;
  readonly verdict: ChangeVerdict;
  readonly onClose: () => void;
}

/** Approving or refusing a change of the request that somebody asked for. */
export function ChangeDialog({ requestId, changeId, verdict, onClose }: Props) {
  useReturnFocus();
  const wide = useIsWide();
  const request = useQuery({ ...requestQuery(requestId), refetchInterval: usePollInterval() });
  return (
    <Modal
      opened
      onClose={onClose}
      title={verdict === 'approve' ? 'Approve a change' : 'Refuse a change'}
      size="lg"
      fullScreen={!wide}
    >
      {request.data ? (
        <Loaded
          request={request.data}
          changeId={changeId}
          verdict={verdict}
          reading={request.isFetching}
          reread={() => void request.refetch()}
          onClose={onClose}
        />
      ) : request.error ? (
        <ProblemNotice
          error={request.error}
          what="The request could not be read"
          onRetry={() => void request.refetch()}
        />
      ) : (
        <Rows count={3} what="the request" />
      )}
    </Modal>
  );
}

interface LoadedProps extends Omit<Props, 'requestId'> {
  readonly request: RequestDetail;
  readonly reading: boolean;
  readonly reread: () => void;
}

function Loaded({ request, changeId, verdict, onClose, ...rest }: LoadedProps) {
  const freshness = useFreshness(request, null);
  const change = request.changes.find(({ id }) => id === changeId);
  if (!change) return <>This change is no longer there.</>;
  const refusal = change.mayDecide ? null : (change.whyNot ?? 'It has been decided already.');
  const action = `${verdict}:${changeId}` as const;
  return (
    <ChangeVerdictForm
      context={{ action, request, task: null, freshness, refusal, onClose, onDone: onClose, ...rest }}
      change={change}
      verdict={verdict}
    />
  );
}
