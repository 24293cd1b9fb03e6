import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { useRig } from '../support/rig.ts';
import { historyToJson, isQuiet } from '../support/workflow-history.ts';
import { SCENARIOS } from './scenarios.ts';

const rig = useRig();
const recording = process.env['RECORD_HISTORIES'] === '1';

it.each(Object.entries(SCENARIOS))('%s still goes to its end', async (name, scenario) => {
  const requestId = await scenario(rig);
  expect(await rig.outcome(requestId)).toMatch(/^VALID_/);
  const run = await rig.history(requestId);
  expect(isQuiet(run)).toBe(true);
  if (recording) await record(name, historyToJson(run.history));
});

async function record(name: string, json: string): Promise<void> {
  const { format } = await import('prettier');
  const file = fileURLToPath(new URL(`./histories/${name}.json`, import.meta.url));
  await writeFile(file, await format(json, { parser: 'json', printWidth: 110 }));
}
