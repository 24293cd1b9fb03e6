import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { CreateDelegation, StandingIn } from '../../api/resources.ts';
import { sendDelegation } from '../../api/standing-in.ts';
import { useReader } from '../../parts/reader.ts';
import { optionsOf, TEAM_WORDS } from '../../parts/words.ts';
import { ReasonField } from '../decision/ReasonField.tsx';
import { authorityWords } from './authority-words.ts';
import { DraftedForm } from './DraftedForm.tsx';
import type { LendValues } from './lend-values.ts';
import { ANY, bodyOf, checkLending, currencyOf, fieldOfPointer, keyOf } from './lend-values.ts';
import { initialPeriod, PeriodFields } from './PeriodFields.tsx';

interface Props {
  readonly options: StandingIn['options'];
  readonly onClose: () => void;
}

/** Lends authority for a time, never more than the reader holds. */
export function LendForm({ options: { roles, people }, onClose }: Props) {
  const only = roles.length === 1 ? roles[0] : undefined;
  return (
    <DraftedForm<LendValues, CreateDelegation, unknown>
      name="lend"
      initial={{
        ...initialPeriod(),
        holding: only ? keyOf(only) : null,
        delegateId: null,
        entity: only?.entity ?? ANY,
        team: only?.team ?? ANY,
        limit: '',
        reason: '',
      }}
      validate={checkLending}
      bodyOf={(values) => bodyOf(values, roles)}
      send={sendDelegation}
      fieldOf={fieldOfPointer}
      submitLabel="Lend"
      recorded="Every decision made under it names you both."
      onClose={onClose}
    >
      {(form) => (
        <>
          <Select
            label="To"
            data={people.map(({ id, name, post }) => ({ value: id, label: `${name}, ${post}` }))}
            searchable
            openOnFocus={false}
            nothingFoundMessage="Nobody you could lend to has this name"
            withAsterisk
            data-autofocus
            {...form.getInputProps('delegateId')}
          />
          <Select
            label="What you lend"
            data={roles.map((one) => ({ value: keyOf(one), label: authorityWords(one) }))}
            allowDeselect={false}
            withAsterisk
            {...form.getInputProps('holding')}
            onChange={(holding) => {
              const of = roles.find((one) => keyOf(one) === holding);
              form.setValues({ holding, entity: of?.entity ?? ANY, team: of?.team ?? ANY });
            }}
          />
          <Reach form={form} roles={roles} />
          <PeriodFields form={form} end="What is lent ends by itself." />
          <ReasonField
            label="Reason"
            description="Read by whoever stands in, and kept in the audit trail."
            withAsterisk
            {...form.getInputProps('reason')}
            maxLength={500}
          />
        </>
      )}
    </DraftedForm>
  );
}

interface ReachProps {
  readonly form: UseFormReturnType<LendValues>;
  readonly roles: StandingIn['options']['roles'];
}

/** How far it reaches: one entity or team of several, up to an amount. */
function Reach({ form, roles }: ReachProps) {
  const me = useReader();
  const values = form.getValues();
  const holding = roles.find((one) => keyOf(one) === values.holding);
  if (!holding) return null;
  const currency = currencyOf(values.entity, me);
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {holding.entity === ANY && (
        <Select
          label="Legal entity"
          data={[
            { value: ANY, label: 'Every entity of yours' },
            ...(me?.entities ?? []).map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
          ]}
          allowDeselect={false}
          {...form.getInputProps('entity')}
        />
      )}
      {holding.team === ANY && (
        <Select
          label="Team"
          data={[{ value: ANY, label: 'Every team' }, ...optionsOf(TEAM_WORDS)]}
          allowDeselect={false}
          {...form.getInputProps('team')}
        />
      )}
      <TextInput
        label={currency ? `Up to, in ${currency} (optional)` : 'Up to'}
        description={
          currency ? 'Inclusive; empty: as much as you may.' : 'Choose one legal entity to set a limit.'
        }
        inputMode="decimal"
        disabled={!currency}
        {...form.getInputProps('limit')}
      />
    </SimpleGrid>
  );
}
