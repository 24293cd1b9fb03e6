/**
 * One Ctrl-C in a terminal can arrive twice, once from the terminal and once passed on by npm. Two signals this close
 * to each other are one wish.
 */
const SAME_WISH_MS = 400;

export interface StopRequests {
  /** Aborted when the command is asked to end. */
  stop: AbortSignal;
  /** Aborted when it is asked again: end now, without order. */
  kill: AbortSignal;
}

/** Listens to the signals that ask a command to end. */
export function stopRequests(source: NodeJS.EventEmitter = process, now = Date.now): StopRequests {
  const stop = new AbortController();
  const kill = new AbortController();
  let asked: number | undefined;
  const onSignal = (): void => {
    if (asked === undefined) {
      asked = now();
      stop.abort();
    } else if (now() - asked > SAME_WISH_MS) {
      kill.abort();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) source.on(name, onSignal);
  return { stop: stop.signal, kill: kill.signal };
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
