import type { EffectResult, RequestRow } from '../db/door.ts';
import type { Step } from '../domain/run.ts';

/** What a verdict did: null step where the request stays as it is (another seat of the level is still open). */
export interface Applied extends Pick<EffectResult<object>, 'audit' | 'explanations' | 'notices'> {
  readonly step: Step | null;
  readonly columns?: Partial<RequestRow>;
}

/** What a change did to the request. `void`: it can't take effect any more, and why. */
export type Changed =
  | ({ readonly ok: true } & Omit<EffectResult<object>, 'result'> & { readonly step: Step | null })
  | { readonly ok: false; readonly why: string };

/** What became of a message; `step` only if the request moved. */
export interface Consumed {
  readonly effect: 'effective' | 'ignored' | 'void';
  /** For the operator's eyes: no name and nothing that anybody wrote; that is in the row. */
  readonly why: string;
  readonly step: Step | null;
}
