import { useSyncExternalStore } from 'react';

const EVERY = 20_000;

/** The minute hand all relative times of the page share. */
class Ticker {
  #now = Date.now();
  #timer: number | undefined;
  readonly #listeners = new Set<() => void>();

  readonly now = (): number => this.#now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= window.setInterval(() => this.#tick(), EVERY);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      window.clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  #tick(): void {
    this.#now = Date.now();
    this.#listeners.forEach((listener) => listener());
  }
}

const ticker = new Ticker();

export const useNow = (): number => useSyncExternalStore(ticker.subscribe, ticker.now);
