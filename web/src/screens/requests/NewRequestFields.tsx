import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Me } from '../../api/resources.ts';
import { optionsOf, TYPE_WORDS } from '../../parts/words.ts';
import type { NewRequest } from './new-request.ts';

interface Props {
  readonly form: UseFormReturnType<NewRequest>;
  readonly entities: Me['entities'];
}

/** Who asks, what, how much; and what they say about a payment. */
export function NewRequestFields({ form, entities }: Props) {
  const field = (name: keyof NewRequest) => form.getInputProps(name);
  const pair = { cols: { base: 1, xs: 2 }, spacing: 'sm' } as const;
  return (
    <>
      {entities.length > 1 && (
        <Select
          label="Legal entity"
          data={entities.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          allowDeselect={false}
          withAsterisk
          {...field('legalEntity')}
          onChange={(code) => {
            const of = entities.find((one) => one.code === code);
            if (of) form.setValues({ legalEntity: of.code, currency: of.currency });
          }}
        />
      )}
      <SimpleGrid {...pair}>
        <TextInput label="Customer number" withAsterisk maxLength={40} {...field('customerId')} />
        <TextInput label="Invoice number (optional)" maxLength={40} {...field('invoiceId')} />
      </SimpleGrid>
      <TextInput label="Subject" withAsterisk maxLength={200} {...field('subject')} />
      <Textarea
        label="What the customer asks"
        withAsterisk
        autosize
        minRows={4}
        maxLength={5_000}
        {...field('text')}
      />
      <SimpleGrid {...pair}>
        <TextInput label="Amount" inputMode="decimal" withAsterisk {...field('amount')} />
        <TextInput
          label="Currency"
          withAsterisk
          maxLength={3}
          {...field('currency')}
          onChange={(event) => form.setFieldValue('currency', event.currentTarget.value.toUpperCase())}
        />
      </SimpleGrid>
      <Select
        label="Kind (optional)"
        description="A hint; the rules classify it."
        data={optionsOf(TYPE_WORDS)}
        clearable
        {...field('type')}
        value={form.getValues().type || null}
        onChange={(type) => form.setFieldValue('type', type === null ? '' : (type as NewRequest['type']))}
      />
      <SimpleGrid {...pair}>
        <TextInput
          label="Payment reference (optional)"
          description="As it stands on the customer's transfer."
          maxLength={40}
          {...field('bankReference')}
        />
        <TextInput
          label="Paid on (optional)"
          description="The day the customer names."
          type="date"
          {...field('paidOn')}
        />
      </SimpleGrid>
    </>
  );
}
