import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { PolicySummary } from '../../api/resources.ts';
import rowClasses from '../../parts/RowLink.module.css';
import { When } from '../../parts/When.tsx';
import { EffectiveFrom } from './EffectiveFrom.tsx';
import classes from './Policies.module.css';
import { PolicyState } from './PolicyState.tsx';

export function PolicyTable({ policies }: { policies: readonly PolicySummary[] }) {
  return (
    <Table className={classes.table} verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Version</Table.Th>
          <Table.Th scope="col">State</Table.Th>
          <Table.Th scope="col">In force from</Table.Th>
          <Table.Th scope="col">Author</Table.Th>
          <Table.Th scope="col">Reviewer</Table.Th>
          <Table.Th scope="col">Published</Table.Th>
          <Table.Th scope="col" ta="right">
            Open requests
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {policies.map((policy) => (
          <Table.Tr key={policy.version}>
            <Table.Td className={classes.version}>
              <Link to="/policies/$version" params={{ version: policy.version }} className={rowClasses.link}>
                {policy.version}
              </Link>
              {policy.note && (
                <Text size="sm" c="dimmed">
                  {policy.note}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <PolicyState policy={policy} />
            </Table.Td>
            <Table.Td>
              <EffectiveFrom at={policy.effectiveFrom} />
            </Table.Td>
            <Table.Td>{policy.author.name}</Table.Td>
            <Table.Td>{policy.reviewer?.name ?? '–'}</Table.Td>
            <Table.Td>
              {policy.publishedAt ? (
                <>
                  <When at={policy.publishedAt} />
                  {policy.publisher && (
                    <Text size="sm" c="dimmed">
                      {policy.publisher.name}
                    </Text>
                  )}
                </>
              ) : (
                '–'
              )}
            </Table.Td>
            <Table.Td ta="right">{policy.openRequests}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
