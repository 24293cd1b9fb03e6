import { appendAudit, ENTITY_CHAIN } from '../db/audit.ts';
import type { Database } from '../db/connection.ts';
import { inEntity } from '../db/transaction.ts';
import { listLegalEntities } from '../db/stores/people.ts';
import type { Reader } from './auth/reader.ts';
import { worksFor } from './auth/reader.ts';
import type { ProblemError } from './problem.ts';
import { notFound, ProblemError as Refusal } from './problem.ts';

export interface Refused {
  readonly entity: string;
  /** What was tried: the operation and the id it named. */
  readonly operation: string;
  readonly subject: string;
  readonly reason: string;
}

/** Where refusals are written: the pool, or a transaction that stays when the refusal is returned. */
export interface Scope {
  readonly db: Database;
  readonly now: () => Date;
}

/** Writes a refusal for want of authority to the legal entity's audit chain. An entity that does not exist has none. */
export async function auditRefusal(scope: Scope, reader: Reader, refused: Refused): Promise<void> {
  const { entity, ...detail } = refused;
  const known = await listLegalEntities(scope.db);
  if (!known.some((each) => each.code === entity)) return;
  await inEntity(scope.db, entity, (tx) =>
    appendAudit(tx, { legalEntity: entity, chain: ENTITY_CHAIN, at: scope.now() }, [
      { actorId: reader.actor.id, kind: 'access-refused', detail },
    ]),
  );
}

/** The 403 for want of a role, audited. */
export async function refuse(scope: Scope, reader: Reader, refused: Refused): Promise<ProblemError> {
  await auditRefusal(scope, reader, refused);
  return new Refusal('not-authorised', refused.reason, { code: 'NOT_AUTHORISED' });
}

/** Rows of an entity the reader does not work for are as if they did not exist; the attempt is audited. */
export async function assertWorksFor(
  scope: Scope,
  reader: Reader,
  tried: { entity: string | undefined; operation: string; subject: string },
): Promise<string> {
  const { entity, operation, subject } = tried;
  if (entity === undefined) throw notFound();
  if (worksFor(reader, entity)) return entity;
  await auditRefusal(scope, reader, { entity, operation, subject, reason: `No role in ${entity}.` });
  throw notFound();
}
