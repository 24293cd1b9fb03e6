#!/usr/bin/env node
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './bootstrap.mjs';

// The bootstrap works from the repository's root, as does "npm run", which says where it was typed: file names are meant from there.
const root = resolve(fileURLToPath(import.meta.url), '../..');
const { npm_command: npm, INIT_CWD: typedIn } = process.env;
process.env.DOCKET_CWD = npm && typedIn && process.cwd() === root ? typedIn : process.cwd();
await run('scripts/cli/main.ts');
