// Entry of every command on a fresh clone, so it uses Node's built-in modules only: it checks Node, installs the
// packages when they do not match package-lock.json, and then hands over to the TypeScript entry in this same process.
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { requireNode } from './setup/node-version.mjs';
import { installPackages } from './setup/packages.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Runs a TypeScript entry file (a path from the repository's root), which reads `process.argv` itself.
 * @param {string} entry
 */
export async function run(entry) {
  process.chdir(root);
  try {
    requireNode();
    await installPackages(root);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  const { register } = await import('tsx/esm/api');
  register();
  await import(pathToFileURL(resolve(root, entry)).href);
}
