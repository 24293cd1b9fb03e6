import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { historyFromJson, replayFailures, type RunHistory } from '../support/workflow-history.ts';
import { QUIET, quietRuntime } from '../support/workflow-runtime.ts';
import { withTsExtensions } from '../../workers/bundle.ts';
import { LEFT_BY_OLDER_CODE, SCENARIOS } from './scenarios.ts';

const FOLDER = fileURLToPath(new URL('./histories', import.meta.url));
const NAMES = [...LEFT_BY_OLDER_CODE, ...Object.keys(SCENARIOS)];

async function recorded(name: string): Promise<RunHistory> {
  const json: unknown = JSON.parse(await readFile(join(FOLDER, `${name}.json`), 'utf8'));
  return { workflowId: name, history: historyFromJson(json) };
}

beforeAll(quietRuntime);

describe('histories of requests as they ran', () => {
  it('are one file a scenario, and those that older code left', async () => {
    expect((await readdir(FOLDER)).toSorted()).toEqual(NAMES.map((name) => `${name}.json`).toSorted());
  });

  it.each(NAMES)('%s replays with the workflows as they are now', async (name) => {
    expect(await replayFailures(inject('workflowBundlePath'), [await recorded(name)])).toEqual([]);
  });

  it('each fail to replay when two stages are swapped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docket-swapped-'));
    try {
      const { code } = await bundleWorkflowCode({
        workflowsPath: fileURLToPath(new URL('./fixtures/stages-swapped.ts', import.meta.url)),
        webpackConfigHook: withTsExtensions,
        logger: QUIET,
      });
      const bundle = join(folder, 'swapped.js');
      await writeFile(bundle, code);
      for (const name of NAMES) {
        const failures = await replayFailures(bundle, [await recorded(name)]);
        expect(failures, name).toEqual([expect.stringContaining('DeterminismViolationError')]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
