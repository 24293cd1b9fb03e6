import { sameData } from '../same-data.ts';
import { describeField } from './field-words.ts';
import type { Policy } from './schema.ts';
import { pointer } from './schema-problems.ts';
import { spoken } from './words.ts';

/** One difference between two policies, as people read it. */
export interface PolicyDifference {
  /** JSON pointer: into the second document, or into the first where something is no longer there. */
  readonly path: string;
  readonly area: string;
  readonly what: string;
  /** Null: not there. */
  readonly before: string | null;
  readonly after: string | null;
}

type Path = readonly (string | number)[];
type Pair = { readonly before: unknown; readonly after: unknown };

/**
 * Every difference, in the order of the document. What belongs together is one difference: who approves a band, the hours of a day. Rules
 * and pairs are compared by their names, bands by their bounds where one was added or taken away, so one lowered threshold is exactly one
 * difference. Version and effective date are an area of their own: they differ in every version.
 */
export function diffPolicies(a: Policy, b: Policy): PolicyDifference[] {
  return compare([], { before: a, after: b }, { a, b });
}

/** Both documents, for words that need the surroundings: a band's bounds, a rule's name. */
interface Both {
  readonly a: Policy;
  readonly b: Policy;
}

function compare(path: Path, { before, after }: Pair, both: Both): PolicyDifference[] {
  if (sameData(before, after)) return [];
  const keyOf = listKey(path, before, after);
  if (Array.isArray(before) && Array.isArray(after) && keyOf)
    return compareLists(path, before as readonly unknown[], after as readonly unknown[], keyOf, both);
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      compare([...path, key], { before: before[key], after: after[key] }, both),
    );
  return [difference(path, { before, after }, both)];
}

function difference(path: Path, { before, after }: Pair, { a, b }: Both): PolicyDifference {
  const there = after === undefined ? a : b;
  const { area, what, words } = describeField(path, there);
  return {
    path: pointer(path),
    area,
    what,
    before: before === undefined ? null : words(before),
    after: after === undefined ? null : words(after),
  };
}

type KeyOf = (item: unknown, index: number) => string;

/** What the items of a list are known by; undefined: the list is one value. */
function listKey(path: Path, before: unknown, after: unknown): KeyOf | undefined {
  const place = path.join('/');
  if (place === 'routing' || place === 'segregation/pairs') return (item) => (item as { id: string }).id;
  if (place.startsWith('sla/targets/')) return (_item, index) => String(index);
  const length = (list: unknown) => (Array.isArray(list) ? list.length : 0);
  if (place === 'sla/ladder')
    return length(before) === length(after)
      ? (_item, index) => String(index)
      : (item) => String((item as { percent: number }).percent);
  if (place.startsWith('approvals/matrix/') && path.length === 3)
    return length(before) === length(after)
      ? (_item, index) => String(index)
      : (item) => String((item as { upTo: string | null }).upTo);
  return undefined;
}

function compareLists(
  path: Path,
  before: readonly unknown[],
  after: readonly unknown[],
  keyOf: KeyOf,
  both: Both,
): PolicyDifference[] {
  const [keysBefore, keysAfter] = [before.map(keyOf), after.map(keyOf)];
  const kept = keysBefore.filter((key) => keysAfter.includes(key));
  const keptAfter = keysAfter.filter((key) => keysBefore.includes(key));
  const removed = keysBefore.flatMap((key, i) =>
    keysAfter.includes(key) ? [] : compare([...path, i], { before: before[i], after: undefined }, both),
  );
  const there = keysAfter.flatMap((key, i) =>
    compare([...path, i], { before: before[keysBefore.indexOf(key)], after: after[i] }, both),
  );
  return [
    ...removed,
    ...there,
    ...(sameData(kept, keptAfter) ? [] : [reordered(path, kept, keptAfter, both)]),
  ];
}

/** The order counts: the first routing rule that fits wins. */
function reordered(
  path: Path,
  before: readonly string[],
  after: readonly string[],
  { b }: Both,
): PolicyDifference {
  const { area } = describeField(path, b);
  return {
    path: pointer(path),
    area,
    what: 'order',
    before: before.map(spoken).join(', '),
    after: after.map(spoken).join(', '),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
