import type { QueryClient } from '@tanstack/react-query';

export type LiveState = 'connecting' | 'connected' | 'reconnecting';

type Listener = () => void;

/**
 * Follows the API's change stream. Nothing is replayed after a gap, so a reconnection invalidates everything that is shown.
 */
export class LiveConnection {
  #source: EventSource | null = null;
  #retry: number | undefined;
  #state: LiveState = 'connecting';
  #wasConnected = false;
  readonly #listeners = new Set<Listener>();
  readonly #queries: QueryClient;

  constructor(queries: QueryClient) {
    this.#queries = queries;
  }

  readonly state = (): LiveState => this.#state;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @returns what ends the connection. */
  open(): () => void {
    this.#connect();
    return () => {
      window.clearTimeout(this.#retry);
      this.#source?.close();
      this.#source = null;
    };
  }

  #connect(): void {
    const source = new EventSource('/v1/stream');
    this.#source = source;
    source.addEventListener('open', () => this.#opened());
    source.addEventListener('error', () => this.#lost(source));
    source.addEventListener('request', (event) => this.#changed(event));
    source.addEventListener('notice', () => this.#invalidate(['notices', 'standing-in', 'tasks']));
    source.addEventListener('missed', () => void this.#queries.invalidateQueries());
  }

  #opened(): void {
    if (this.#wasConnected) void this.#queries.invalidateQueries();
    this.#wasConnected = true;
    this.#become('connected');
  }

  /** The browser reconnects by itself unless the server refused (such as after the session's end); then we ask who is signed in. */
  #lost(source: EventSource): void {
    this.#become('reconnecting');
    if (source.readyState !== EventSource.CLOSED) return;
    void this.#queries.invalidateQueries({ queryKey: ['me'] });
    this.#retry = window.setTimeout(() => this.#connect(), 5_000);
  }

  #changed(event: MessageEvent<string>): void {
    const id = idOf(event.data);
    if (id) void this.#queries.invalidateQueries({ queryKey: ['request', id] });
    this.#invalidate(['tasks', 'task', 'requests', 'trial-balance', 'dashboard']);
  }

  #invalidate(lists: readonly string[]): void {
    for (const list of lists) void this.#queries.invalidateQueries({ queryKey: [list] });
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listeners.forEach((listener) => listener());
  }
}

function idOf(data: string): string | null {
  const parsed: unknown = JSON.parse(data);
  return typeof parsed === 'object' && parsed !== null && 'id' in parsed && typeof parsed.id === 'string'
    ? parsed.id
    : null;
}
