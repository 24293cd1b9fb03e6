import type { FieldError } from '../../api/problem.ts';
import { sentence } from '../../parts/words.ts';

export interface Placed {
  readonly placed: Record<string, string>;
  /** Errors of values the form has no field for. */
  readonly unplaced: readonly FieldError[];
}

/** Puts each error of an answer at the form's field its JSON pointer names. */
export function placeErrors<Values extends object>(
  errors: readonly FieldError[],
  values: Values,
  fieldOf: (pointer: string, values: Values) => string | undefined = byName,
): Placed {
  const placed: Record<string, string> = {};
  const unplaced: FieldError[] = [];
  for (const error of errors) {
    const field = fieldOf(error.pointer, values);
    if (field === undefined) unplaced.push(error);
    else placed[field] = sentence(error.detail);
  }
  return { placed, unplaced };
}

/** "/reason" and "#/reason" as the field "reason", when the form has it. */
export function byName(pointer: string, values: object): string | undefined {
  const [, name = ''] = /^#?\/([^/]+)/.exec(pointer) ?? [];
  return name in values ? name : undefined;
}
