import { join, resolve } from 'node:path';

/** Everything a stack keeps, below one folder that version control ignores. */
export interface StatePaths {
  root: string;
  lock: string;
  runFile: string;
  ports: string;
  secrets: string;
  examples: string;
  postgres: string;
  temporalDb: string;
  temporalClient: string;
  mail: string;
  log: (name: string) => string;
}

export function statePaths(stateDir = process.env['DOCKET_STATE_DIR'] ?? '.docket'): StatePaths {
  const root = resolve(stateDir);
  return {
    root,
    lock: join(root, 'stack.lock'),
    runFile: join(root, 'stack.json'),
    ports: join(root, 'ports.json'),
    secrets: join(root, 'secrets.json'),
    examples: join(root, 'examples.json'),
    postgres: join(root, 'postgres'),
    temporalDb: join(root, 'temporal', 'temporal.db'),
    temporalClient: join(root, 'temporal', 'client.toml'),
    mail: join(root, 'mail'),
    log: (name) => join(root, 'logs', `${name}.log`),
  };
}
