import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseClusterConfig, readClusterConfig } from '../../scripts/parts/cluster-config.ts';
import { serverArguments } from '../../scripts/parts/temporal-server.ts';

const text = readFileSync('temporal-dev.yaml', 'utf8');

test('the declaration in the repository is valid', async () => {
  const config = await readClusterConfig();
  expect(config.namespace).toBe('docket');
  expect(new Set(Object.values(config.ports)).size).toBe(Object.keys(config.ports).length);
});

test.each([
  ['30d', 30 * 86_400],
  ['48h', 48 * 3_600],
])('a retention of %s is %i seconds', (written, seconds) => {
  expect(parseClusterConfig(text.replace('retention: 30d', `retention: ${written}`)).retention).toBe(seconds);
});

test('one error names every wrong entry', () => {
  const wrong = text
    .replace('retention: 30d', 'retention: 12h')
    .replace('stage: Keyword', 'stage: Keywrod')
    .replace('web: 8080', 'web: 80800');
  expect(() => parseClusterConfig(wrong)).toThrow(/retention[^]*ports\.web[^]*searchAttributes\.stage/);
});

test('an unknown entry is refused, because a misspelt one would be ignored', () => {
  expect(() => parseClusterConfig(`${text}\ndynamicConfigs: {}\n`)).toThrow(/dynamicConfigs/);
});

test('the server is given every declared attribute, dynamic value and pragma', async () => {
  const config = await readClusterConfig();
  const words = serverArguments({ cliPath: '', config, port: 1, uiPort: 2, dbFile: 'f.db', logFile: '' });
  expect(words).toEqual(
    expect.arrayContaining([
      'slaDue=Datetime',
      'system.enableActivityEagerExecution=true',
      'journal_mode=wal',
      'f.db',
    ]),
  );
});
