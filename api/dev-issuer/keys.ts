import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

export interface IssuerKeys {
  /** Private signing keys. */
  readonly jwks: { readonly keys: JWK[] };
  /** Sign the issuer's own cookies. */
  readonly cookieKeys: string[];
}

/** Made once and kept, readable by its owner only, so that tokens outlive a restart. */
export async function issuerKeys(stateDir: string): Promise<IssuerKeys> {
  const file = join(stateDir, 'development-issuer.json');
  await mkdir(stateDir, { recursive: true });
  const kept = await read(file);
  if (kept) return kept;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = {
    ...(await exportJWK(privateKey)),
    alg: 'RS256',
    use: 'sig',
    kid: randomBytes(8).toString('hex'),
  };
  const made: IssuerKeys = { jwks: { keys: [key] }, cookieKeys: [randomBytes(32).toString('base64url')] };
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
    return made;
  } catch (error) {
    const written = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await read(file) : undefined;
    if (!written) throw error;
    return written;
  }
}

async function read(file: string): Promise<IssuerKeys | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as IssuerKeys;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
