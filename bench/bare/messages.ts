import type { LoadTimes } from '../load.ts';

export interface RunOrder {
  readonly count: number;
  readonly concurrency: number;
}

export type BareAnswer = { readonly kind: 'ready' } | { readonly kind: 'ran'; readonly times: LoadTimes };
