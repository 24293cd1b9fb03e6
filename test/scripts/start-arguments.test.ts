import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { parseStartArguments } from '../../scripts/stack/arguments.ts';
import { stopRequests } from '../../scripts/stack/stop-requests.ts';

test('without words: the declared port, the examples, kept state', () => {
  expect(parseStartArguments([])).toEqual({ examples: true, reset: false, json: false });
});

test('every word is understood', () => {
  expect(parseStartArguments(['--port', '9000', '--no-examples', '--reset', '--json'])).toEqual({
    port: 9000,
    examples: false,
    reset: true,
    json: true,
  });
});

test.each([[['--port', '0']], [['--port', 'http']], [['--prot', '1']], [['surplus']]])(
  '%j ends with exit code 2',
  (words) => {
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${code}`);
    });
    const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => parseStartArguments(words)).toThrow('exit 2');
    exit.mockRestore();
    silent.mockRestore();
  },
);

test('a Ctrl-C that npm passes on once more is one request; a later one asks to kill', () => {
  const source = new EventEmitter();
  let now = 0;
  const { stop, kill } = stopRequests(source, () => now);
  source.emit('SIGINT');
  now = 20;
  source.emit('SIGINT');
  expect([stop.aborted, kill.aborted]).toEqual([true, false]);
  now = 2_000;
  source.emit('SIGINT');
  expect(kill.aborted).toBe(true);
});
