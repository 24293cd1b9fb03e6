import { and, eq, gt, lte } from 'drizzle-orm';
import type { Database } from '../connection.ts';
import { webSessions } from '../schema/organisation.ts';

export interface WebSession {
  /** SHA-256, in hex, of the cookie's value; the value itself is never stored. */
  readonly tokenHash: string;
  readonly principalId: string;
  readonly expiresAt: Date;
  /** For the identity provider's own sign-out. */
  readonly idToken: string | null;
}

export async function startSession(db: Database, session: WebSession, now: Date): Promise<void> {
  await db.insert(webSessions).values({ ...session, createdAt: now });
}

/** The session, unless it has expired. */
export async function findSession(
  db: Database,
  tokenHash: string,
  now: Date,
): Promise<WebSession | undefined> {
  const [row] = await db
    .select()
    .from(webSessions)
    .where(and(eq(webSessions.tokenHash, tokenHash), gt(webSessions.expiresAt, now)));
  return row;
}

/** Ends the session; what it was, if there was one. */
export async function endSession(db: Database, tokenHash: string): Promise<WebSession | undefined> {
  const [row] = await db.delete(webSessions).where(eq(webSessions.tokenHash, tokenHash)).returning();
  return row;
}

export async function forgetExpiredSessions(db: Database, now: Date): Promise<void> {
  await db.delete(webSessions).where(lte(webSessions.expiresAt, now));
}
