import type { Command } from 'commander';
import { stringify } from 'yaml';
import { diffPolicies } from '../../domain/policy/diff.ts';
import { policyJsonSchema, policySchema, type Policy } from '../../domain/policy/schema.ts';
import { docketApi, Refused, type Connection, type DiffAnswer, type PolicyAnswer } from './docket-api.ts';
import { isVersion, readPolicyFile, UsageError, validPolicy, type PlacedProblem } from './documents.ts';
import { bad, diffText, faint, good, note, say, sayJson, tableText } from './output.ts';

interface Shared {
  readonly json?: boolean;
  readonly as?: string;
}

const path = (version: string, step = ''): string => `/v1/policies/${encodeURIComponent(version)}${step}`;
const get = (api: Connection, version: string) =>
  api.get<PolicyAnswer>(path(version)).catch((error: unknown) => {
    throw isUnknown(error) ? new Refused(404, unknownWords(version), []) : error;
  });

const isUnknown = (error: unknown): boolean => error instanceof Refused && error.status === 404;
const unknownWords = (version: string): string =>
  `There is no policy ${version}; docket policy list shows them.`;

/** Every command answers its exit code. */
type Run<A extends unknown[]> = (...args: A) => Promise<number>;
const exits =
  <A extends unknown[]>(run: Run<A>) =>
  async (...args: A): Promise<void> => {
    process.exitCode = await run(...args);
  };

const asOption = ['--as <person>', 'sign in at the development issuer as this person'] as const;
const jsonOption = ['--json', 'print JSON'] as const;

/** Offline: a file against a file, and what is wrong with one. */
export function addLocalCommands(policy: Command): void {
  policy
    .command('validate')
    .argument('<files...>', 'policy documents, JSON or YAML')
    .description('say everything that is wrong with a policy document; needs no running Docket')
    .option(...jsonOption)
    .action(exits((files: string[], options: Shared) => validate(files, options)));
  policy
    .command('diff')
    .argument('<from>', 'a version such as v1, or a file')
    .argument('<to>', 'a version such as v2, or a file')
    .description('say what changes from one policy to another; two files need no running Docket')
    .option(...jsonOption)
    .option(...asOption)
    .option('--exit-code', 'exit 1 where they differ')
    .action(
      exits((from: string, to: string, options: Shared & { exitCode?: boolean }) => diff(from, to, options)),
    );
  policy
    .command('schema')
    .description('print the JSON schema of a policy, for editors')
    .action(
      exits(() => {
        sayJson(policyJsonSchema());
        return Promise.resolve(0);
      }),
    );
}

async function validate(files: readonly string[], { json }: Shared): Promise<number> {
  const read = [];
  for (const file of files) read.push(await readPolicyFile(file));
  if (json) sayJson(read.map(({ file, problems }) => ({ file, valid: problems.length === 0, problems })));
  else for (const { file, problems } of read) say(problemsText(file, problems));
  return read.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

export const problemsText = (file: string, problems: readonly PlacedProblem[]): string =>
  problems.length === 0
    ? `${file}: ${good('valid')}`
    : problems
        .map(({ path: at, message, line }) => {
          const place = `${file}${line === undefined ? '' : `:${line}`}`;
          return `${place} ${faint(at || '(the document)')} ${bad(message)}`;
        })
        .join('\n');

async function diff(from: string, to: string, options: Shared & { exitCode?: boolean }): Promise<number> {
  const answer = await differencesOf(from, to, options);
  if (options.json) sayJson(answer);
  else say(diffText(answer.differences));
  return options.exitCode && answer.differences.length > 0 ? 1 : 0;
}

async function differencesOf(from: string, to: string, { as }: Shared): Promise<DiffAnswer> {
  if (isVersion(from) && isVersion(to)) return differencesThere(docketApi(as), from, to);
  const documentOf = async (name: string): Promise<Policy> =>
    isVersion(name) ? policySchema.parse((await get(docketApi(as), name)).document) : validPolicy(name);
  return { from, to, differences: diffPolicies(await documentOf(from), await documentOf(to)) };
}

/** Of two the API knows; of those it does not know the first is named. */
async function differencesThere(api: Connection, from: string, to: string): Promise<DiffAnswer> {
  for (const version of [from, to]) await get(api, version);
  return api.get<DiffAnswer>(path(from, `/diff/${to}`));
}

/** With a running Docket: reading, writing, reviewing, publishing. */
export function addRemoteCommands(policy: Command): void {
  policy
    .command('list')
    .description('list every policy, newest first')
    .option(...jsonOption)
    .option(...asOption)
    .action(exits((options: Shared) => list(options)));
  policy
    .command('show')
    .argument('<version>')
    .description('print a policy document, as YAML or JSON')
    .option(...jsonOption)
    .option(...asOption)
    .action(exits((version: string, options: Shared) => show(version, options)));
  policy
    .command('draft')
    .argument('<file>', 'a policy document; it names its own version')
    .description('begin a draft, or save a changed one')
    .option('--note <text>', 'what it is for', '')
    .option(...jsonOption)
    .option(...asOption)
    .action(exits((file: string, options: Shared & { note: string }) => draft(file, options)));
  policy
    .command('submit')
    .argument('<version>')
    .description('hand a draft to review')
    .option(...jsonOption)
    .option(...asOption)
    .action(exits((version: string, options: Shared) => take(version, '/submission', {}, options)));
  policy
    .command('review')
    .argument('<version>')
    .description('accept a draft, or return it to its author')
    .option('--accept', 'it can be published')
    .option('--return', 'its author changes it')
    .requiredOption('--reason <text>', 'why')
    .option('--hash <hash>', 'of the document you read; otherwise of what is there now')
    .option(...jsonOption)
    .option(...asOption)
    .action(exits((version: string, options: Shared & ReviewOptions) => review(version, options)));
  policy
    .command('publish')
    .argument('<version>')
    .description('publish a reviewed policy, for good; new requests follow it from its effectiveFrom')
    .option('--hash <hash>', 'of the document you read; otherwise of what is there now')
    .option(...jsonOption)
    .option(...asOption)
    .action(
      exits((version: string, options: Shared & { hash?: string }) =>
        take(version, '/publication', {}, options),
      ),
    );
}

async function list({ json, as }: Shared): Promise<number> {
  const { items } = await docketApi(as).get<{ items: PolicyAnswer[] }>('/v1/policies');
  if (json) sayJson(items);
  else
    say(
      tableText([
        ['version', 'state', 'in force from', 'author', 'open requests'],
        ...items.map(({ version, state, inForce, effectiveFrom, author, openRequests }) => [
          ...[version, inForce ? `${state}, in force` : state, effectiveFrom, author.name],
          String(openRequests),
        ]),
      ]),
    );
  return 0;
}

async function show(version: string, { json, as }: Shared): Promise<number> {
  const { document } = await get(docketApi(as), version);
  if (json) sayJson(document);
  else say(stringify(document).trimEnd());
  return 0;
}

async function draft(file: string, options: Shared & { note: string }): Promise<number> {
  const document = await validPolicy(file);
  const api = docketApi(options.as);
  const before = await get(api, document.version).catch((error: unknown) => {
    if (isUnknown(error)) return undefined;
    throw error;
  });
  const body = { document, note: options.note };
  note(before ? `Saving ${document.version} …` : `Beginning ${document.version} …`);
  const after = before
    ? await api.post<PolicyAnswer>(path(document.version, '/document'), body, before.hash)
    : await api.post<PolicyAnswer>('/v1/policies', body);
  return answered(after, options);
}

interface ReviewOptions {
  readonly accept?: boolean;
  readonly return?: boolean;
  readonly reason: string;
  readonly hash?: string;
}

function review(version: string, options: Shared & ReviewOptions): Promise<number> {
  if ((options.accept ?? false) === (options.return ?? false))
    throw new UsageError('Say either --accept or --return.');
  const verdict = options.accept ? 'accept' : 'return';
  return take(version, '/review', { verdict, reason: options.reason }, options);
}

/** One step, on the document that was read: by --hash, else as it is now, with what it changes shown first. */
async function take(
  version: string,
  step: '/submission' | '/review' | '/publication',
  body: object,
  options: Shared & { readonly hash?: string },
): Promise<number> {
  const api = docketApi(options.as);
  const { hash, basedOn } = await get(api, version);
  if (basedOn !== null) {
    const { differences } = await api.get<DiffAnswer>(path(basedOn, `/diff/${version}`));
    note(
      `${version} against ${basedOn}: ${differences.length} differences; "docket policy diff ${basedOn} ${version}" shows them.`,
    );
  }
  return answered(await api.post<PolicyAnswer>(path(version, step), body, options.hash ?? hash), options);
}

function answered(policy: PolicyAnswer, { json }: Shared): number {
  const { document: _document, ...summary } = policy;
  if (json) sayJson(summary);
  else
    say(
      `${policy.version} is ${good(policy.state)}, in force from ${policy.effectiveFrom}.\nhash ${policy.hash}`,
    );
  return 0;
}
