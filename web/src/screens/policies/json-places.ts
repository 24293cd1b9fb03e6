/**
 * Where each value of a JSON text stands, by its JSON pointer: the offset of its first character. The text must parse.
 */
export function placesIn(json: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let at = 0;

  const skip = (): void => {
    while (/\s/.test(json.charAt(at))) at += 1;
  };
  const string = (): string => {
    const from = at;
    at += 1;
    while (json.charAt(at) !== '"') at += json.charAt(at) === '\\' ? 2 : 1;
    at += 1;
    return JSON.parse(json.slice(from, at)) as string;
  };
  const members = (close: string, each: (index: number) => void): void => {
    at += 1;
    for (let index = 0; ; index += 1) {
      skip();
      if (json.charAt(at) === close) break;
      each(index);
      skip();
      if (json.charAt(at) === ',') at += 1;
    }
    at += 1;
  };
  const value = (pointer: string): void => {
    skip();
    places.set(pointer, at);
    const first = json.charAt(at);
    if (first === '"') string();
    else if (first === '[') members(']', (index) => value(`${pointer}/${index}`));
    else if (first === '{') {
      members('}', () => {
        const key = string();
        skip();
        at += 1;
        value(`${pointer}/${escaped(key)}`);
      });
    } else at += /^[^\s,\]}]*/.exec(json.slice(at))?.[0].length ?? 0;
  };

  value('');
  return places;
}

/** RFC 6901. */
const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** The place of a pointer, or of the nearest value around it where something is missing. */
export function nearestPlace(places: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const found = places.get(path);
    if (found !== undefined) return found;
  }
  return places.get('') ?? 0;
}
