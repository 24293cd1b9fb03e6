import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { isStatus } from '../../api/problem.ts';
import { requestQuery } from '../../api/requests.ts';
import type { ActionName, RequestDetail } from '../../api/resources.ts';
import { useKeys } from '../../parts/keyboard.ts';
import { usePollInterval } from '../../parts/live.ts';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { Rows } from '../../parts/Rows.tsx';
import { ActionDialog } from '../decision/ActionDialog.tsx';
import { ChangeDialog } from '../decision/ChangeDialog.tsx';
import { NotFound } from '../shell/NotFound.tsx';
import { LiveChanges } from './LiveChanges.tsx';
import { RequestPage } from './RequestPage.tsx';
import type { RequestSearch } from './search.ts';

const route = getRouteApi('/requests/$id');

/** Consumed budgets grow without any event. */
const CLOCKS_EVERY = 60_000;

export function RequestScreen() {
  const { id } = route.useParams();
  const poll = usePollInterval();
  const request = useQuery({ ...requestQuery(id), refetchInterval: poll || CLOCKS_EVERY });
  usePageTitle(request.data?.subject ?? id);

  if (isStatus(request.error, 404)) return <NotFound what="request" id={id} />;
  if (request.data) return <Shown request={request.data} key={id} />;
  if (request.isError) {
    return (
      <ProblemNotice
        error={request.error}
        what={`${id} could not be read`}
        onRetry={() => void request.refetch()}
      />
    );
  }
  return <Rows count={5} height={96} what={`request ${id}`} />;
}

function Shown({ request }: { request: RequestDetail }) {
  const { do: action, change, verdict } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (search: RequestSearch): void => void navigate({ search, replace: true, resetScroll: false });
  const open = (name: ActionName | undefined): void => show(name ? { do: name } : {});
  const openIfAllowed = (name: ActionName) => (): void => {
    if (request.actions.some((one) => one.name === name && one.allowed)) open(name);
  };
  useKeys({ a: openIfAllowed('approve'), r: openIfAllowed('reject'), i: openIfAllowed('ask') });
  return (
    <>
      <LiveChanges request={request} />
      <RequestPage
        request={request}
        onAction={open}
        onDecideChange={(of, how) => show({ change: of, verdict: how })}
      />
      {action && (
        <ActionDialog
          requestId={request.id}
          action={action}
          onClose={() => open(undefined)}
          onDone={() => open(undefined)}
        />
      )}
      {change && verdict && (
        <ChangeDialog requestId={request.id} changeId={change} verdict={verdict} onClose={() => show({})} />
      )}
    </>
  );
}
