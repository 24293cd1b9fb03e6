import { Kbd, Modal, Switch, Table, Text } from '@mantine/core';

const KEYS: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['j'], 'Next row'],
  [['k'], 'Row before'],
  [['o', 'Enter'], 'Open the selected request'],
  [['x'], 'Select or unselect the row for approval'],
  [['X'], 'Select every row from the last one selected to this one'],
  [['a'], 'Approve the selected rows, or this one'],
  [['r'], 'Reject'],
  [['i'], 'Ask for information'],
  [['c'], 'Claim, in the team queue'],
  [['/'], 'Search'],
  [['g', 'i'], 'Go to Waiting for me'],
  [['g', 'q'], 'Go to the team queue'],
  [['g', 'r'], 'Go to Requests'],
  [['g', 'd'], 'Go to the dashboard'],
  [['g', 'p'], 'Go to the policies'],
  [['g', 'l'], 'Go to the ledger'],
  [['g', 'n'], 'Go to the notices'],
  [['g', 's'], 'Go to absence and standing in'],
  [['?'], 'This list'],
];

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

export function KeyList({ opened, onClose, on, onSwitch }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size="sm">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Key</Table.Th>
            <Table.Th scope="col">What it does</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {KEYS.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Td style={{ whiteSpace: 'nowrap' }}>
                <Keys keys={keys} />
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" my="sm">
        Keys do nothing while you type or a dialog is open. Two keys are pressed one after the other.
      </Text>
      <Switch
        label="Use single keys"
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </Modal>
  );
}

function Keys({ keys }: { keys: readonly string[] }) {
  const joint = keys[1] === 'Enter' ? ' or ' : ' then ';
  return (
    <>
      {keys.map((key, index) => (
        <span key={key}>
          {index > 0 && joint}
          <Kbd size="xs">{key}</Kbd>
        </span>
      ))}
    </>
  );
}
