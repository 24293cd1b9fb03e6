import { run } from './bootstrap.mjs';

await run('scripts/demo/main.ts');
