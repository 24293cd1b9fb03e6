/** What is wrong with a document: a JSON pointer into it (RFC 6901; "" is the whole), and what to do, in words. */
export interface PolicyProblem {
  readonly path: string;
  readonly message: string;
}

/** What of a zod issue is looked at. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean | undefined;
  readonly origin?: string;
  readonly errors?: readonly (readonly Issue[])[];
  readonly issues?: readonly Issue[];
}

/** RFC 6901 */
export const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What the schema has found, field by field and in words. */
export const schemaProblems = (issues: readonly Issue[], document: unknown): PolicyProblem[] =>
  issues.flatMap((issue) => problemsOf(issue, document));

function problemsOf(issue: Issue, document: unknown): PolicyProblem[] {
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => ({
      path: pointer([...issue.path, key]),
      message: 'is not a field of a policy',
    }));
  return [{ path: pointer(issue.path), message: wordsOf(issue, document) }];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two',
  object: 'an object',
  record: 'an object',
};

/** The schema's own messages are in words already. */
function wordsOf(issue: Issue, document: unknown): string {
  if (!/^(Invalid|Too (small|big))\b/.test(issue.message)) return issue.message;
  if (valueAt(document, issue.path) === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'string'
        ? textWanted(issue)
        : `must be ${TYPES[issue.expected ?? ''] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values ?? []);
    case 'invalid_union':
      return oneOf((issue.errors ?? []).flat().flatMap(({ values }) => values ?? []));
    case 'invalid_format':
      return issue.path.at(-1) === 'effectiveFrom'
        ? 'must be a UTC instant such as "2027-01-01T00:00:00Z"'
        : 'has a form that is not understood';
    case 'invalid_key':
      return `"${String(issue.path.at(-1))}" is no name that can stand here: ${issue.issues?.[0]?.message ?? issue.message}`;
    case 'too_small':
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${size(issue, issue.minimum)}`;
    case 'too_big':
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${size(issue, issue.maximum)}`;
    default:
      return issue.message;
  }
}

/** Names under which a policy has amounts, in minor units as text. */
const AMOUNTS: readonly PropertyKey[] = ['upTo', 'amountFrom', 'amountBelow', 'p1From', 'p2From', 'p3From'];

/** YAML and JSON read 50000 without quotes as a number. */
function textWanted({ path }: Issue): string {
  const name = path.at(-1) ?? '';
  if (name === 'version') return 'must be text such as "v2"';
  return AMOUNTS.includes(name)
    ? 'must be text: write it in quotes, in minor units: "50000"'
    : 'must be text, in quotes';
}

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce(
    (value: unknown, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    document,
  );

const oneOf = (values: readonly unknown[]): string =>
  `must be ${values.length > 1 ? 'one of ' : ''}${values.map((value) => JSON.stringify(value)).join(', ')}`;

const size = ({ origin }: Issue, bound: number | bigint | undefined): string =>
  origin === 'string'
    ? `${bound} characters long`
    : origin === 'array'
      ? `${bound} items long`
      : String(bound);
