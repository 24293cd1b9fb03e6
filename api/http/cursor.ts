import { z } from 'zod';
import { ProblemError } from '../problem.ts';

/** Opaque to callers; the place of the last row shown. */
export const encodeCursor = (place: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws ProblemError when it is not one that this list gave out */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return parsed.data;
  throw new ProblemError('validation', 'The cursor is not one that this list gave out.', {
    errors: [{ pointer: '#/query/cursor', detail: 'must be nextCursor of the page before' }],
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const id = z.string().regex(/^[A-Za-z0-9-]{1,80}$/);
const instant = z.iso.datetime().transform((text) => new Date(text));

export const requestPlace = z
  .tuple([instant, id])
  .transform(([createdAt, last]) => ({ createdAt, id: last }));
export const taskPlace = z
  .tuple([instant.nullable(), id])
  .transform(([dueAt, last]) => ({ dueAt, id: last }));
export const eventPlace = z
  .tuple([
    z
      .int()
      .nonnegative()
      .max(2 ** 31 - 1),
  ])
  .transform(([seq]) => seq);

/** The page asked for out of rows read with one more than its limit. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => readonly (string | number | null)[],
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null,
  };
}
