import { z } from 'zod';

/** RFC 9457 problem details. */
export const problemView = z
  .strictObject({
    type: z.string().meta({
      description: 'Stable path of the page that explains this kind of problem.',
      example: '/problems/validation',
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened here, and what to do now.' }),
    instance: z.string().optional().meta({ description: 'Correlation id to quote to an operator.' }),
    code: z.string().optional().meta({ description: 'Refusal code of the domain, such as SOD_VIOLATION.' }),
    errors: z
      .array(z.strictObject({ pointer: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'One per field: JSON pointer into the body, or #/query/… and #/path/…' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemView>;
