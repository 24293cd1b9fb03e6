import { sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { bigint, check, text, timestamp } from 'drizzle-orm/pg-core';

/** Every entity-scoped row carries its legal entity (company code); row-level security compares it with app.entity. */
export const legalEntity = () => text('legal_entity').notNull();
/** Minor units of the currency beside it. */
export const minor = (name: string) => bigint(name, { mode: 'bigint' });
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** CHECK that a column holds one of a closed word list. */
export const oneOf = (name: string, column: PgColumn, words: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`);
