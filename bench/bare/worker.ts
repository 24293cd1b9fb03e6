// The yardstick's own process: worker and client in one. Its parent orders runs over IPC; what it costs is this process's CPU.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { closedLoop } from '../load.ts';
import * as activities from './activities.ts';
import type { BareAnswer, RunOrder } from './messages.ts';
import type { bare } from './workflow.ts';

const address = process.env['TEMPORAL_ADDRESS'];
const namespace = process.env['TEMPORAL_NAMESPACE'];
if (address === undefined || namespace === undefined)
  throw new Error('TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE are needed');
const taskQueue = `bench-bare-${process.pid}`;

Runtime.install({ logger: new DefaultLogger('WARN') });
const workflowBundle = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
  logger: new DefaultLogger('WARN'),
});
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  ...{ namespace, taskQueue, activities, workflowBundle },
});
const client = new Client({ connection: await Connection.connect({ address }), namespace });

const runOne = async (): Promise<number> => {
  const began = performance.now();
  await client.workflow.execute<typeof bare>('bare', { taskQueue, workflowId: `bare-${randomUUID()}` });
  return performance.now() - began;
};

const tell = (answer: BareAnswer): void => void process.send?.(answer);
process.on('message', ({ count, concurrency }: RunOrder) => {
  void closedLoop(Array.from({ length: count }), concurrency, runOne).then((times) =>
    tell({ kind: 'ran', times }),
  );
});
process.on('disconnect', () => {
  worker.shutdown();
  // Without its server the worker would ask for ever whether there is more to do.
  setTimeout(() => process.exit(1), 10_000).unref();
});

tell({ kind: 'ready' });
await worker.run();
process.exit(0);
