import type { Actor } from '../../domain/actor.ts';
import { entitiesOf } from '../../domain/actor.ts';
import type { LegalEntity } from '../../db/stores/people.ts';

/** Who makes this call, with what PostgreSQL says now about them. */
export interface Reader {
  readonly actor: Actor;
  /** Legal entities in which the reader holds any role. */
  readonly entities: readonly LegalEntity[];
  /** Set when a session cookie proved them. */
  readonly sessionTokenHash: string | undefined;
  /** When the proof ends: the token's or the session's expiry. */
  readonly provenUntil: Date;
}

export const codesOf = (reader: Reader): string[] => reader.entities.map((entity) => entity.code);

export const worksFor = (reader: Reader, entity: string): boolean =>
  reader.entities.some((each) => each.code === entity);

export function readerOf(
  actor: Actor,
  all: readonly LegalEntity[],
  proof: { provenUntil: Date; sessionTokenHash?: string },
): Reader {
  const codes = entitiesOf(
    actor,
    all.map((entity) => entity.code),
  );
  return {
    actor,
    entities: all.filter((entity) => codes.includes(entity.code)),
    sessionTokenHash: proof.sessionTokenHash,
    provenUntil: proof.provenUntil,
  };
}
