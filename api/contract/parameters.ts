import { z } from 'zod';

export const entityCode = z.string().regex(/^[A-Z]{2}\d{2}$/, 'must be a company code such as "US10"');

/** Any text: an id of another form names nothing, so it is answered 404 like any id that does not exist. */
const resourceId = (example: string) => z.string().meta({ description: `Such as ${example}.`, example });

export const requestParams = z.strictObject({ requestId: resourceId('REQ-US10-100001') });
export const taskParams = z.strictObject({ taskId: resourceId('TSK-US10-3f2a') });
export const entityParams = z.strictObject({ entity: resourceId('US10') });

/** Keyset paging: the cursor is opaque, and rows that arrive meanwhile neither repeat nor hide any. */
export const paging = {
  cursor: z.string().min(1).max(400).optional().meta({ description: 'nextCursor of the page before.' }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(25)
    .meta({ description: 'Most items to answer, 1 to 100.' }),
};
