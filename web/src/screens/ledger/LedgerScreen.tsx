import { Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, linkOptions } from '@tanstack/react-router';
import { isStatus } from '../../api/problem.ts';
import { trialBalanceQuery } from '../../api/reader.ts';
import { EntityNav } from '../../parts/EntityNav.tsx';
import { Nothing } from '../../parts/Nothing.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { ProblemNotice } from '../../parts/ProblemNotice.tsx';
import { ledgersOf, useReader } from '../../parts/reader.ts';
import { Rows } from '../../parts/Rows.tsx';
import { useIsWide } from '../../parts/width.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { TrialBalanceList } from './TrialBalanceList.tsx';
import { TrialBalanceTable } from './TrialBalanceTable.tsx';

const route = getRouteApi('/ledger/$entity');

/** The trial balance of one legal entity. */
export function LedgerScreen() {
  const { entity } = route.useParams();
  usePageTitle(`Trial balance ${entity}`);
  const me = useReader();
  const entities = me?.entities ?? [];
  const readable = me ? ledgersOf(me) : [];
  const wide = useIsWide();
  const balance = useQuery(trialBalanceQuery(entity));
  if (isStatus(balance.error, 404)) return <NotFound what="legal entity" id={entity} />;
  const List = wide ? TrialBalanceTable : TrialBalanceList;
  return (
    <>
      <Group justify="space-between" mb="sm">
        <Title order={1}>Trial balance, {entities.find((one) => one.code === entity)?.name ?? entity}</Title>
        <EntityNav
          of={readable}
          linkTo={(code) => linkOptions({ to: '/ledger/$entity', params: { entity: code } })}
        />
      </Group>
      {balance.isPending && <Rows count={12} height={28} what="the trial balance" />}
      {balance.isError && (
        <ProblemNotice
          error={balance.error}
          what="The trial balance could not be read"
          onRetry={isStatus(balance.error, 403) ? undefined : () => void balance.refetch()}
        />
      )}
      {balance.data?.accounts.length === 0 && (
        <Nothing title="No accounts yet">The chart of accounts and its balances appear here.</Nothing>
      )}
      {balance.data && balance.data.accounts.length > 0 && <List of={balance.data} />}
    </>
  );
}
