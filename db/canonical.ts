import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** SHA-256, in hex, of the RFC 8785 canonical form: the same content has the same hash on every machine and in every language. */
export function contentHash(value: unknown): string {
  const canonical = canonicalize(value);
  if (canonical === undefined) throw new Error('only JSON values have a content hash');
  return createHash('sha256').update(canonical).digest('hex');
}
