import { useState } from 'react';
import type { RequestDetail, Task } from '../../api/resources.ts';
import { useReader } from '../../parts/reader.ts';
import { changesBetween, fingerprintOf } from './changes.ts';

/** Whether what the person read when the dialog opened is still what is there. */
export interface Freshness {
  readonly stale: boolean;
  readonly changes: readonly string[];
  /** The person has read it again. */
  readonly accept: () => void;
}

export function useFreshness(request: RequestDetail, task: Task | null): Freshness {
  const readerId = useReader()?.id;
  const current = fingerprintOf(request, task);
  const [seen, setSeen] = useState({ fingerprint: current, request });
  const stale = seen.fingerprint !== current;
  return {
    stale,
    changes: stale ? changesBetween(seen.request, request, readerId) : [],
    accept: () => setSeen({ fingerprint: current, request }),
  };
}
