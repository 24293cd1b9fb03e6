import { proxyLocalActivities } from '@temporalio/workflow';
import type * as activities from './activities.ts';

const { touch } = proxyLocalActivities<typeof activities>({ startToCloseTimeout: '10s' });

/** The yardstick: five trivial local activities and nothing else. */
export async function bare(): Promise<number> {
  let step = 0;
  for (let i = 0; i < 5; i += 1) step = await touch(step);
  return step;
}
