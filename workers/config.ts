import { z } from 'zod';

const schema = z.object({
  DATABASE_URL_WORKER: z.url(),
  SMTP_URL: z.url().default('smtp://127.0.0.1:8025'),
  DOCKET_MAIL_FROM: z.string().default('Docket accounts receivable <receivables@docket.example>'),
  DOCKET_WEB_URL: z.url().default('http://127.0.0.1:8080'),
  DOCKET_WORKER_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).default(8084),
  DOCKET_WORKFLOW_BUNDLE: z.string().optional(),
  /** host:port on which the SDK's metrics are served to Prometheus. */
  DOCKET_METRICS_ADDRESS: z.string().optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});
export type WorkerConfig = z.infer<typeof schema>;

/** Reads the worker's settings. @throws an error that names every variable that is missing or malformed */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The worker can't start:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
  );
}
