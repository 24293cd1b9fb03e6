// `npm run migrate`: brings the database at DATABASE_URL to the newest schema and creates or updates the application's
// accounts with the passwords in DATABASE_URL_API and DATABASE_URL_WORKER. May be repeated.
import { migrate } from '../db/migrate.ts';

const owner = required('DATABASE_URL');
await migrate(owner, {
  apiPassword: passwordIn('DATABASE_URL_API'),
  workerPassword: passwordIn('DATABASE_URL_WORKER'),
});
console.error('The database has the newest schema.');

function passwordIn(variable: string): string {
  const password = decodeURIComponent(new URL(required(variable)).password);
  return password === '' ? fail(`${variable} has no password.`) : password;
}

function required(variable: string): string {
  return (
    process.env[variable] ??
    fail(
      `Set ${variable}. Migrating needs DATABASE_URL (the owner's connection), DATABASE_URL_API and DATABASE_URL_WORKER.`,
    )
  );
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
