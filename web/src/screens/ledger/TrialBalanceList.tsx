import { Table } from '@mantine/core';
import type { Money, TrialBalance } from '../../api/resources.ts';
import { isZero } from '../../parts/money-words.ts';
import { Balance, Sided } from './Balance.tsx';
import { BalancedMark } from './BalancedMark.tsx';
import classes from './Ledger.module.css';

/** The balance of each account with its side, where columns of debits and credits have no room. */
export function TrialBalanceList({ of: { accounts, totals } }: { of: TrialBalance }) {
  return (
    <Table className={classes.table} verticalSpacing={5} horizontalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Account</Table.Th>
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
              Posted in all <BalancedMark balanced={total.balanced} />
            </Table.Th>
            <Table.Td ta="right" className={classes.total}>
              <Sides debit={total.debit} credit={total.credit} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tfoot>
    </Table>
  );
}

/** Each side that holds anything, with its name. */
function Sides({ debit, credit }: { debit: Money; credit: Money }) {
  return (
    <>
      {!isZero(debit) && <Sided of={debit} side="Dr" />}
      {!isZero(credit) && <Sided of={credit} side="Cr" />}
    </>
  );
}
