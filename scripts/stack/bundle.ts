// Prints the path of the workflow bundle as its last line: `node --import tsx scripts/stack/bundle.ts FOLDER`.
import { ensureWorkflowBundle } from '../../workers/bundle.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: bundle.ts FOLDER');
console.log(await ensureWorkflowBundle(folder));
