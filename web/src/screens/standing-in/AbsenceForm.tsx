import { Select, TextInput } from '@mantine/core';
import type { CreateAbsence, StandingIn } from '../../api/resources.ts';
import { sendAbsence } from '../../api/standing-in.ts';
import { useReader } from '../../parts/reader.ts';
import { DraftedForm } from './DraftedForm.tsx';
import type { Period } from './PeriodFields.tsx';
import { checkPeriod, initialPeriod, instantsOf, PeriodFields } from './PeriodFields.tsx';

interface Values extends Period {
  readonly personId: string;
  readonly note: string;
}

interface Props {
  readonly options: StandingIn['options'];
  readonly onClose: () => void;
}

/** The reader's own absence, or that of somebody they manage. */
export function AbsenceForm({ options: { reports }, onClose }: Props) {
  const me = useReader();
  const own = me?.id ?? '';
  return (
    <DraftedForm<Values, CreateAbsence, unknown>
      name="absence"
      initial={{ ...initialPeriod(), personId: own, note: '' }}
      validate={checkPeriod}
      bodyOf={({ personId, note, ...period }) => ({
        ...instantsOf(period),
        note: note.trim(),
        ...(personId !== own && { personId }),
      })}
      send={sendAbsence}
      submitLabel="Record the absence"
      recorded="Whoever stands in can decide meanwhile; whoever is away still can."
      onClose={onClose}
    >
      {(form) => (
        <>
          {reports.length > 0 && (
            <Select
              label="Who is away"
              data={[
                { value: own, label: `${me?.name ?? 'I'} (you)` },
                ...reports.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              allowDeselect={false}
              searchable
              nothingFoundMessage="Nobody you manage has this name"
              {...form.getInputProps('personId')}
            />
          )}
          <PeriodFields
            form={form}
            end="Whoever stands in can decide until then; whoever is away still can."
          />
          <TextInput
            label="Note (optional)"
            description="Colleagues read it beside the absence."
            maxLength={200}
            {...form.getInputProps('note')}
          />
        </>
      )}
    </DraftedForm>
  );
}
