import { randomBytes } from 'node:crypto';
import { readJson, writeJson } from '../parts/json-file.ts';

/** Passwords of the embedded database's accounts, made once for each state folder. */
export interface Secrets {
  ownerPassword: string;
  apiPassword: string;
  workerPassword: string;
}

export function ensureSecrets(file: string): Secrets {
  const known = readJson<Partial<Secrets>>(file) ?? {};
  const secrets: Secrets = {
    ownerPassword: known.ownerPassword ?? password(),
    apiPassword: known.apiPassword ?? password(),
    workerPassword: known.workerPassword ?? password(),
  };
  writeJson(file, secrets, 0o600);
  return secrets;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}
