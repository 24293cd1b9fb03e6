import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);

const retention = z
  .string()
  .regex(/^[1-9]\d*[dh]$/, 'must be a number of days or hours, such as 30d or 48h')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('d') ? 86_400 : 3_600))
  .refine((seconds) => seconds >= 86_400, 'must be at least 1d, which is what Temporal accepts');

const schema = z.strictObject({
  namespace: z.string().min(2),
  /** Seconds that a closed workflow's history is kept. */
  retention,
  ports: z.strictObject({
    web: port,
    api: port,
    issuer: port,
    mail: port,
    worker: port,
    smtp: port,
    postgres: port,
    temporal: port,
    temporalUi: port,
  }),
  searchAttributes: z.record(
    z.string(),
    z.enum(['Text', 'Keyword', 'Int', 'Double', 'Bool', 'Datetime', 'KeywordList']),
  ),
  dynamicConfig: z.record(z.string(), z.json()),
  sqlitePragmas: z.record(z.string(), z.string()),
});

export type ClusterConfig = z.infer<typeof schema>;
export type PortName = keyof ClusterConfig['ports'];

/** Reads temporal-dev.yaml. Throws one error that names every wrong entry by its path. */
export function parseClusterConfig(text: string): ClusterConfig {
  const result = schema.safeParse(parse(text));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(whole file)'}: ${issue.message}`,
  );
  throw new Error(`temporal-dev.yaml is not valid:\n${faults.join('\n')}`);
}

export async function readClusterConfig(file = 'temporal-dev.yaml'): Promise<ClusterConfig> {
  return parseClusterConfig(await readFile(file, 'utf8'));
}
