import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import type { StandingIn } from '../../api/resources.ts';
import { cancelAbsence, revokeDelegation } from '../../api/standing-in.ts';
import { useReturnFocus } from '../../parts/return-focus.ts';
import { useIsWide } from '../../parts/width.ts';
import { AbsenceForm } from './AbsenceForm.tsx';
import { lentWords } from './authority-words.ts';
import { EndDialog } from './EndDialog.tsx';
import { LendForm } from './LendForm.tsx';
import type { StandingInSearch } from './search.ts';

interface Props {
  readonly search: StandingInSearch;
  readonly standing: StandingIn;
  readonly onClose: () => void;
}

/** The dialog the address names. */
export function StandingInDialogs({ search, standing, onClose }: Props) {
  const absence = standing.absences.find(({ id }) => id === search.of);
  const lent = standing.given.find(({ id }) => id === search.of);
  if (search.do === 'absence') {
    return (
      <FormDialog title="Record an absence" onClose={onClose}>
        <AbsenceForm options={standing.options} onClose={onClose} />
      </FormDialog>
    );
  }
  if (search.do === 'lend') {
    return (
      <FormDialog title="Lend authority" onClose={onClose}>
        <LendForm options={standing.options} onClose={onClose} />
      </FormDialog>
    );
  }
  if (search.do === 'cancel' && absence) {
    const now = absence.state === 'now';
    return (
      <EndDialog
        title={now ? 'End the absence now' : 'Cancel the absence'}
        effect={`${absence.person.name} decides again; nobody stands in because of this absence any more.`}
        submitLabel={now ? 'End it now' : 'Cancel the absence'}
        recorded="The absence no longer counts."
        send={(key) => cancelAbsence(absence.id, key)}
        onClose={onClose}
      />
    );
  }
  if (search.do === 'revoke' && lent) {
    return (
      <EndDialog
        title="Take back what was lent"
        effect={`${lent.delegate.name} decides nothing for ${lent.delegator.name} any more as ${lentWords(lent)}. What was decided stays.`}
        submitLabel="Take it back"
        recorded={`${lent.delegate.name} is told.`}
        send={(key) => revokeDelegation(lent.id, key)}
        onClose={onClose}
      />
    );
  }
  return null;
}

interface FormDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function FormDialog({ title, onClose, children }: FormDialogProps) {
  useReturnFocus();
  const wide = useIsWide();
  return (
    <Modal opened onClose={onClose} title={title} size="lg" fullScreen={!wide}>
      {children}
    </Modal>
  );
}
