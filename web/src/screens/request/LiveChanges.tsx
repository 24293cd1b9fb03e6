import { VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { RequestDetail } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import { changesBetween, fingerprintOf } from '../decision/changes.ts';

/** Tells a screen reader what changed while the page was open. */
export function LiveChanges({ request }: { request: RequestDetail }) {
  const readerId = useReader()?.id;
  const [told, setTold] = useState({ request, words: '' });
  if (fingerprintOf(told.request, null) !== fingerprintOf(request, null)) {
    setTold({ request, words: changesBetween(told.request, request, readerId).join(' ') });
  }
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {told.words}
    </VisuallyHidden>
  );
}
