import { useEffect, useState } from 'react';

/** Gives the focus back to what had it, for a dialog that is taken away as a whole instead of being closed. */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
