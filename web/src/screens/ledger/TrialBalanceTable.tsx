import { Table } from '@mantine/core';
import type { Money, TrialBalance } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { isZero } from '../../parts/money-words.ts';
import { Balance } from './Balance.tsx';
import { BalancedMark } from './BalancedMark.tsx';
import classes from './Ledger.module.css';

/** What was posted to each side of every account, and the net of both. */
export function TrialBalanceTable({ of: { accounts, totals } }: { of: TrialBalance }) {
  return (
    <Table className={classes.table} verticalSpacing={5}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Account</Table.Th>
          <Table.Th scope="col" className={classes.type}>
            Type
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Debits
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Credits
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Balance
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {accounts.map((account) => (
          <Table.Tr key={`${account.number} ${account.debit.currency}`}>
            <Table.Th scope="row" className={classes.account}>
              <span className={classes.numbered}>
                <span className={classes.number}>{account.number}</span> {account.name}
              </span>
            </Table.Th>
            <Table.Td className={classes.type}>{account.type}</Table.Td>
            <Side of={account.debit} />
            <Side of={account.credit} />
            <Table.Td ta="right">
              <Balance debit={account.debit} credit={account.credit} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        {totals.map((total) => (
          <Table.Tr key={total.debit.currency}>
            <Table.Th scope="row" className={classes.total}>
              Total <BalancedMark balanced={total.balanced} />
            </Table.Th>
            <Table.Td className={classes.total} />
            <Table.Td ta="right" className={classes.total}>
              <Amount of={total.debit} strong />
            </Table.Td>
            <Table.Td ta="right" className={classes.total}>
              <Amount of={total.credit} strong />
            </Table.Td>
            <Table.Td className={classes.total} />
          </Table.Tr>
        ))}
      </Table.Tfoot>
    </Table>
  );
}

/** A side nothing was posted to stays empty, so that the figures stand out. */
function Side({ of }: { of: Money }) {
  return <Table.Td ta="right">{!isZero(of) && <Amount of={of} />}</Table.Td>;
}
