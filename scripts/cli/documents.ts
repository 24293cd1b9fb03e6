import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { policyProblems } from '../../domain/policy/problems.ts';
import type { PolicyProblem } from '../../domain/policy/schema-problems.ts';
import { policySchema, type Policy } from '../../domain/policy/schema.ts';

/** A command that can't be carried out as it was typed: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A document that is no policy: exit code 1. */
export class InvalidPolicy extends Error {
  override readonly name = 'InvalidPolicy';
  constructor(
    readonly file: string,
    readonly problems: readonly PlacedProblem[],
  ) {
    super(`${file} is no valid policy: run "docket policy validate ${file}"`);
  }
}

export interface PlacedProblem extends PolicyProblem {
  /** In the file, from 1; undefined where the document has no such place. */
  readonly line?: number;
}

export interface PolicyFile {
  readonly file: string;
  readonly document: unknown;
  readonly problems: readonly PlacedProblem[];
}

/** Reads JSON or YAML and says everything wrong with it, in the order of its lines. Nothing is asked of a server. @throws UsageError */
export async function readPolicyFile(file: string): Promise<PolicyFile> {
  const text = await textOf(file);
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = parsed.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    return {
      file,
      document: null,
      problems: [{ path: '', message: `can not be read: ${error.message}`, line }],
    };
  }
  // As JSON says it: names are text, and what YAML alone has does not exist.
  const document = JSON.parse(JSON.stringify(parsed.toJS())) as unknown;
  const lineOf = (path: string): number | undefined => {
    const keys = path
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    for (let depth = keys.length; depth > 0; depth -= 1) {
      const node: unknown = parsed.getIn(keys.slice(0, depth).map(asKey), true);
      const range = (node as { range?: readonly number[] } | undefined)?.range;
      if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
    }
    return undefined;
  };
  const problems = policyProblems(document).map((problem) => {
    const line = lineOf(problem.path);
    return { ...problem, ...(line !== undefined && { line }) };
  });
  return { file, document, problems: problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

const asKey = (key: string): string | number => (/^\d+$/.test(key) ? Number(key) : key);

/** @throws UsageError, InvalidPolicy */
export async function validPolicy(file: string): Promise<Policy> {
  const { document, problems } = await readPolicyFile(file);
  if (problems.length > 0) throw new InvalidPolicy(file, problems);
  return policySchema.parse(document);
}

/** "v2" is a version the API knows; anything else is a file. */
export const isVersion = (name: string): boolean => /^v\d+$/.test(name);

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(resolve(process.env['DOCKET_CWD'] ?? process.cwd(), file), 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    throw new UsageError(
      code === 'ENOENT'
        ? `There is no file ${file}. A version is written like v2.`
        : `${file} can not be read (${code ?? String(error)}).`,
    );
  }
}
