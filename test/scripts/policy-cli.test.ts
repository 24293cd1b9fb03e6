import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { policyJsonSchema, type Policy } from '../../domain/policy/schema.ts';
import { policyV1 } from '../../domain/policy/v1.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a person types it, in the folder of the documents; no Docket runs. */
const docket = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [join(import.meta.dirname, '../../scripts/docket.mjs'), 'policy', ...args],
    {
      ...{ cwd: folder, reject: false, env: { DOCKET_API_URL: 'http://127.0.0.1:9', DOCKET_TOKEN: 'x' } },
    },
  );
  return { exitCode, stdout, stderr };
};

function write(name: string, change: (policy: Policy) => void = () => undefined): string {
  const policy = JSON.parse(JSON.stringify(policyV1)) as Policy;
  change(policy);
  writeFileSync(
    join(folder, name),
    name.endsWith('.yaml') ? stringify(policy) : JSON.stringify(policy, null, 2),
  );
  return name;
}

it('the schema for editors is the one of the code: "npx docket policy schema > docs/policy.schema.json"', () => {
  const committed: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../docs/policy.schema.json'), 'utf8'),
  );
  expect(committed).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
}, 60_000);

it('validate says what is wrong, and on which line, of JSON and YAML', async () => {
  const fine = write('fine.yaml');
  expect(await docket('validate', fine)).toMatchObject({ exitCode: 0, stdout: 'fine.yaml: valid' });
  const wrong = write('wrong.json', (policy) => (policy.customerWait.closeDay = 2));
  const { exitCode, stdout } = await docket('validate', fine, wrong);
  expect(exitCode).toBe(1);
  const line =
    readFileSync(join(folder, wrong), 'utf8')
      .split('\n')
      .findIndex((one) => one.includes('closeDay')) + 1;
  expect(stdout).toContain(`wrong.json:${line} /customerWait/closeDay must come after`);
}, 60_000);

it('validate lists what is wrong in the order of the lines', async () => {
  const wrong = write('several.yaml', (policy) => {
    Object.assign(policy, { dunningBlockDays: 'ten', version: 2 });
    Object.assign(policy.priority, { p1From: 50000 });
  });
  const { stdout } = await docket('validate', wrong);
  const lines = [...stdout.matchAll(/several\.yaml:(\d+)/g)].map(([, line]) => Number(line));
  expect(lines).toHaveLength(3);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
}, 60_000);

it('diff compares two files in words, and says by its exit code whether they differ if asked', async () => {
  const [a, b] = [
    write('a.json'),
    write('b.yaml', (policy) => {
      const band = policy.approvals.matrix['credit-memo'][0];
      if (band) band.upTo = '40000';
    }),
  ];
  const { exitCode, stdout } = await docket('diff', a, b);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'Approvals',
    '  credit memo: automatic up to /approvals/matrix/credit-memo/0/upTo',
    '    - 500.00',
    '    + 400.00',
  ]);
  const json = await docket('diff', a, b, '--json', '--exit-code');
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ differences: [{ before: '500.00', after: '400.00' }] });
  expect((await docket('diff', a, a, '--exit-code')).exitCode).toBe(0);
}, 60_000);

it('what can not be done ends with words on stderr and a code', async () => {
  expect(await docket('validate', 'none.yaml')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(await docket('frobnicate')).toMatchObject({ exitCode: 2 });
  const away = await docket('list');
  expect(away).toMatchObject({ exitCode: 1, stdout: '' });
  expect(away.stderr).toContain('does not answer at http://127.0.0.1:9');
  expect((await docket('review', 'v2', '--reason', 'x')).stderr).toContain('either --accept or --return');
}, 60_000);
