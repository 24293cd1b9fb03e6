import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useReturnFocus } from '../../../parts/return-focus.ts';
import { useIsWide } from '../../../parts/width.ts';
import { BulkForm } from './BulkForm.tsx';

interface Props {
  /** The tasks picked. */
  readonly ids: readonly string[];
  /** With those that are still to be approved. */
  readonly onClose: (left: readonly string[]) => void;
}

/** Approves several tasks, each after a look at it; each has an outcome of its own. */
export function BulkDialog({ ids, onClose }: Props) {
  useReturnFocus();
  const wide = useIsWide();
  // What the list loses meanwhile stays here until the dialog is closed, with what became of it.
  const [picked] = useState(ids);
  const [left, setLeft] = useState(ids);
  return (
    <Modal
      opened
      onClose={() => onClose(left)}
      title={`Approve ${picked.length} ${picked.length === 1 ? 'request' : 'requests'}`}
      size="xl"
      fullScreen={!wide}
    >
      <BulkForm ids={picked} onLeft={setLeft} onClose={() => onClose(left)} />
    </Modal>
  );
}
