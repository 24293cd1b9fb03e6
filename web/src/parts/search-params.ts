/** Reading of URL parameters that people may have edited: what is not understood is left out. */
export type RawSearch = Readonly<Record<string, unknown>>;

export const text = (value: unknown): string | undefined => {
  const words = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return words === '' ? undefined : words;
};

export const oneOf = <Word extends string>(value: unknown, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === value);

export const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): Key[] =>
  Object.keys(words) as Key[];

/** Without the keys that hold nothing, so they leave the URL too. */
export function present<T extends object>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
