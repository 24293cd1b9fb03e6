import { run } from './bootstrap.mjs';

await run('scripts/stack/main.ts');
