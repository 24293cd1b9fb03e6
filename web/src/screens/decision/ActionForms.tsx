import type { ActionName, RequestDetail, Task } from '../../api/resources.ts';
import type { FormContext } from './ActionForm.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { ApproveForm } from './ApproveForm.tsx';
import { AskForm } from './AskForm.tsx';
import { ClassifyForm } from './ClassifyForm.tsx';
import { ConsultForm } from './ConsultForm.tsx';
import { OwnershipForm } from './OwnershipForm.tsx';
import { PolicyMoveForm } from './PolicyMoveForm.tsx';
import { PriorityForm } from './PriorityForm.tsx';
import { ProposeForm } from './ProposeForm.tsx';
import { ReasonForm } from './ReasonForm.tsx';
import { ReopenForm } from './ReopenForm.tsx';
import { ReplyForm } from './ReplyForm.tsx';
import { useFreshness } from './freshness.ts';

interface Props {
  readonly action: ActionName;
  readonly request: RequestDetail;
  readonly task: Task | null;
  readonly reading: boolean;
  readonly reread: () => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The form of each action, and what they share. */
export function ActionForms({ action, request, task, ...rest }: Props) {
  const freshness = useFreshness(request, task);
  const offer = request.actions.find((one) => one.name === action && (!task || one.taskId === task.id));
  const context: FormContext = {
    action,
    request,
    task,
    freshness,
    refusal: offer?.allowed ? null : (offer?.reason ?? 'This is no longer open to you on this request.'),
    ...rest,
  };
  switch (action) {
    case 'approve':
      return <ApproveForm context={context} />;
    case 'answer':
      return <AnswerForm context={context} />;
    case 'consult':
      return <ConsultForm context={context} />;
    case 'ask':
      return <AskForm context={context} />;
    case 'classify':
      return <ClassifyForm context={context} />;
    case 'propose':
      return <ProposeForm context={context} />;
    case 'reply':
      return <ReplyForm context={context} />;
    case 'reject':
    case 'deny':
    case 'withdraw':
      return <ReasonForm context={context} action={action} />;
    case 'claim':
    case 'hand-over':
    case 'reassign':
    case 'return-to-queue':
      return <OwnershipForm context={context} action={action} />;
    case 'change-priority':
      return <PriorityForm context={context} />;
    case 'move-policy':
      return <PolicyMoveForm context={context} />;
    case 'reopen':
      return <ReopenForm context={context} />;
    default:
      return null;
  }
}
