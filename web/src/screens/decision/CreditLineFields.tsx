import { Fieldset, Stack, Text, TextInput } from '@mantine/core';
import type { Form } from './ActionForm.tsx';
import type { BilledLine } from './invoice-lines.ts';
import type { ProposeValues } from './propose-values.ts';

interface Props {
  readonly form: Form<ProposeValues>;
  readonly billed: readonly BilledLine[];
  readonly currency: string;
}

/** Net credit per invoice line. */
export function CreditLineFields({ form, billed, currency }: Props) {
  return (
    <Fieldset legend="Net credit per invoice line" variant="unstyled" p={0} m={0}>
      <Text size="sm" c="dimmed" mb="xs">
        Tax follows the original line. Leave a line empty to credit nothing on it.
      </Text>
      <Stack gap="xs">
        {form.getValues().lines.map(({ line }, index) => (
          <TextInput
            key={line}
            label={`Line ${line}${billed[index]?.words ? `: ${billed[index].words}` : ''}`}
            inputMode="decimal"
            autoComplete="off"
            rightSection={
              <Text size="sm" c="dimmed">
                {currency}
              </Text>
            }
            rightSectionWidth={48}
            maw="22rem"
            styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
            {...form.getInputProps(`lines.${index}.net`)}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}
