// Run as a process of its own (`node --import tsx scripts/parts/sdk-download.ts KIND FOLDER`), so that a download that
// hangs can be given up: the SDK's own mechanism downloads the official release, but cannot be cancelled.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, folder] = process.argv.slice(2);
if (folder === undefined || (kind !== 'cli' && kind !== 'time-skipping')) {
  throw new Error('usage: sdk-download.ts cli|time-skipping FOLDER');
}
const server = { executable: { type: 'cached-download' as const, downloadDir: folder } };
const environment =
  kind === 'cli'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
