import { Table } from '@mantine/core';
import type { Dashboard } from '../../api/resources.ts';
import { Amount } from '../../parts/Amount.tsx';
import { moneyWords } from '../../parts/money-words.ts';
import { Nothing } from '../../parts/Nothing.tsx';
import { Section } from '../../parts/Section.tsx';
import { reasonWords } from '../../parts/words.ts';
import { Bars } from './Bars.tsx';
import classes from './Dashboard.module.css';

type Credit = Dashboard['creditsByReason'][number];

/** Credit memos of the last 90 days by reason. */
export function CreditsSection({ dashboard: { creditsByReason } }: { dashboard: Dashboard }) {
  const currencies = [...new Set(creditsByReason.map(({ gross }) => gross.currency))];
  return (
    <Section title="Credits granted by reason" aside="Credit memos of the last 90 days, gross">
      {creditsByReason.length === 0 && (
        <Nothing title="No credit was granted in the last 90 days">
          What was credited appears here by the reason of the claim.
        </Nothing>
      )}
      {currencies.map((currency) => (
        <CreditBars
          key={currency}
          currency={currency}
          credits={creditsByReason.filter(({ gross }) => gross.currency === currency)}
        />
      ))}
      {creditsByReason.length > 0 && <CreditTable credits={creditsByReason} />}
    </Section>
  );
}

function CreditBars({ credits, currency }: { credits: readonly Credit[]; currency: string }) {
  return (
    <Bars
      label={`Credits in ${currency}: ${credits.map(({ reason, gross }) => `${wordsOf(reason)} ${moneyWords(gross)}`).join(', ')}`}
      legend="Currency"
      nameKey="reason"
      // Only the length of the bar is computed from it; the exact amount is in the table.
      rows={credits.map(({ reason, gross }) => ({ reason: wordsOf(reason), gross: Number(gross.amount) }))}
      series={[{ name: 'gross', label: currency, color: 'var(--mantine-color-accent-5)' }]}
    />
  );
}

function CreditTable({ credits }: { credits: readonly Credit[] }) {
  return (
    <Table verticalSpacing={4} horizontalSpacing={6} tabularNums>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Reason</Table.Th>
          <Table.Th scope="col" ta="right">
            Memos
          </Table.Th>
          <Table.Th scope="col" ta="right">
            Gross
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {credits.map(({ reason, count, gross }) => (
          <Table.Tr key={`${reason} ${gross.currency}`}>
            <Table.Th scope="row" className={classes.name}>
              {wordsOf(reason)}
            </Table.Th>
            <Table.Td ta="right">{count}</Table.Td>
            <Table.Td ta="right">
              <Amount of={gross} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const wordsOf = (reason: string): string => reasonWords(reason) ?? reason;
