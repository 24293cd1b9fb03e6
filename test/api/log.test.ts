import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { errorFacts } from '../../api/logger.ts';
import { connect } from '../../db/connection.ts';
import { customers } from '../../db/schema/customer.ts';
import { freshDatabase } from '../support/database.ts';

it("a failed statement's values stay out of the log", async () => {
  const database = await freshDatabase();
  const connection = connect(database.ownerUrl, { max: 1 });
  const { db } = connection;
  const row = {
    legalEntity: 'US10',
    id: 'C1',
    name: 'Jane Doe',
    groupId: 'G',
    country: 'US',
    contactName: 'Jane',
    contactEmail: 'jane@example.com',
  };
  await db.insert(customers).values(row);
  const failure: unknown = await db
    .insert(customers)
    .values(row)
    .catch((error: unknown) => error);
  await connection.close();
  await database.drop();
  let written = '';
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  pino({ serializers: { err: errorFacts } }, sink).error({ err: failure }, 'failed');
  expect(written).toContain('23505');
  expect(written).not.toMatch(/Jane|example\.com|C1/);
});
