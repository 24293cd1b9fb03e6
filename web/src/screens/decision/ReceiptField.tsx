import { Autocomplete, Text } from '@mantine/core';
import type { AutocompleteProps } from '@mantine/core';
import type { Evidence } from '../../api/resources.ts';
import { receiptsIn } from './invoice-lines.ts';

/** The receipt to apply: one of the evidence, or another by its number. */
export function ReceiptField({
  evidence,
  ...field
}: { evidence: readonly Evidence[] } & Omit<AutocompleteProps, 'data'>) {
  const receipts = receiptsIn(evidence);
  return (
    <Autocomplete
      label="Receipt to apply"
      description="Its number, such as RCPT-70311."
      data={receipts.map((receipt) => receipt.id)}
      renderOption={({ option }) => (
        <div>
          <Text fw={600}>{option.value}</Text>
          <Text size="sm">{receipts.find((receipt) => receipt.id === option.value)?.summary}</Text>
        </div>
      )}
      withAsterisk
      {...field}
    />
  );
}
