// Prints the path of the workflow bundle as its last line: `node --import tsx scripts/stack/bundle.ts FOLDER`.
import { importPart } from './project-part.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: bundle.ts FOLDER');
const { ensureWorkflowBundle } = await importPart<{
  ensureWorkflowBundle: (folder: string) => Promise<string>;
}>('workers/bundle.ts');
console.log(await ensureWorkflowBundle(folder));
