// The process that keeps the stack of the end-to-end tests, so that a test can kill it as a power cut would: the keeper included.
// Argument: the state folder. Stops everything when the test's process is gone.
import { startStack, type ChildName } from '../../scripts/stack/start.ts';
import type { StackAddresses } from '../../scripts/stack/run-file.ts';

export interface HostOrder {
  readonly number: number;
  readonly do: 'kill' | 'start' | 'stop' | 'children';
  readonly child?: ChildName;
}

export type HostWord =
  | { readonly kind: 'ready'; readonly addresses: StackAddresses }
  | { readonly kind: 'done'; readonly number: number; readonly pids: readonly number[] }
  | { readonly kind: 'failed'; readonly number?: number; readonly why: string };

const stopping = new AbortController();
process.once('disconnect', () => stopping.abort());

const say = (word: HostWord): void => {
  if (process.connected) process.send?.(word);
};
const whyOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

try {
  const stack = await startStack({
    stateDir: process.argv[2] ?? '',
    ports: 'free',
    examples: true,
    env: { LOG_LEVEL: 'warn' },
    signal: stopping.signal,
    onUnexpectedExit: ({ name, logFile }) =>
      say({ kind: 'failed', why: `${name} ended by itself; see ${logFile}` }),
  });
  const end = (): Promise<never> => stack.stop().then(() => process.exit(0));
  const follow = async ({ do: what, child }: HostOrder): Promise<void> => {
    if (what === 'kill' && child) await stack.killChild(child);
    if (what === 'start' && child) await stack.startChild(child);
    if (what === 'stop') await stack.stop();
  };
  process.on('message', (order: HostOrder) => {
    const { number } = order;
    follow(order).then(
      () => say({ kind: 'done', number, pids: stack.children().map(({ pid }) => pid) }),
      (error: unknown) => say({ kind: 'failed', number, why: whyOf(error) }),
    );
  });
  stopping.signal.addEventListener('abort', () => void end());
  if (stopping.signal.aborted) await end();
  const { apiUrl, webUrl, issuerUrl, mailUrl, temporalAddress, temporalUiUrl, namespace, databaseUrls } =
    stack;
  say({
    kind: 'ready',
    addresses: {
      apiUrl,
      webUrl,
      issuerUrl,
      mailUrl,
      temporalAddress,
      temporalUiUrl,
      namespace,
      databaseUrls,
    },
  });
} catch (error) {
  say({ kind: 'failed', why: whyOf(error) });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
}
