import { createContext, useContext, useSyncExternalStore } from 'react';
import type { LiveConnection, LiveState } from '../api/live.ts';

export const LiveContext = createContext<LiveConnection | null>(null);

const never = (): (() => void) => () => undefined;

export function useLiveState(): LiveState {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.subscribe ?? never, live?.state ?? (() => 'connecting'));
}

/** How often to read again without a push: never while the stream is up. */
export const usePollInterval = (): number | false => (useLiveState() === 'connected' ? false : 15_000);
