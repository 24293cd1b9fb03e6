import { createContext, useContext, useEffect, useRef } from 'react';

/** What a key, or two keys after each other ("g i"), does. */
export type KeyMap = Readonly<Record<string, () => void>>;

const SEQUENCE_WITHIN = 1_200;

/**
 * Single keys for everything on screen. Maps added later win. Silent while typing, in dialogs and menus, with a modifier held,
 * and when the reader switched single keys off (WCAG 2.1.4).
 */
export class Keyboard {
  readonly #maps: KeyMap[] = [];
  #first: { key: string; at: number } | null = null;

  add(map: KeyMap): () => void {
    this.#maps.push(map);
    return () => {
      this.#maps.splice(this.#maps.indexOf(map), 1);
    };
  }

  listen(isOn: () => boolean): () => void {
    const onKey = (event: KeyboardEvent): void => {
      if (isOn() && !isBusy(event)) this.#press(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }

  #press(event: KeyboardEvent): void {
    if (event.key === 'Shift') return;
    const first = this.#first && event.timeStamp - this.#first.at < SEQUENCE_WITHIN ? this.#first.key : null;
    const action = (first && this.#find(`${first} ${event.key}`)) || this.#find(event.key);
    this.#first = !action && this.#begins(event.key) ? { key: event.key, at: event.timeStamp } : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  #begins(key: string): boolean {
    return this.#maps.some((map) => Object.keys(map).some((keys) => keys.startsWith(`${key} `)));
  }

  #find(keys: string): (() => void) | undefined {
    return this.#maps.findLast((map) => keys in map)?.[keys];
  }
}

const isBusy = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  isTyping(event.target) ||
  isCovered();

/** Whether a dialog or menu is open; closed ones may stay in the document, hidden. */
const isCovered = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"]')].some((element) =>
    element.checkVisibility(),
  );

/** A tick box takes no letters. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox');

export const KeyboardContext = createContext<Keyboard | null>(null);

/** Binds keys while the component is shown; always runs the newest functions. */
export function useKeys(map: KeyMap): void {
  const keyboard = useContext(KeyboardContext);
  const newest = useRef(map);
  const names = Object.keys(map).join('|');
  useEffect(() => {
    newest.current = map;
  });
  useEffect(() => {
    if (!keyboard || names === '') return;
    const stable = Object.fromEntries(names.split('|').map((name) => [name, () => newest.current[name]?.()]));
    return keyboard.add(stable);
  }, [keyboard, names]);
}
