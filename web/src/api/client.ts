import createClient from 'openapi-fetch';
import { ApiProblem, unreachable } from './problem.ts';
import type { Problem } from './resources.ts';
import type { operations, paths } from './schema.gen.ts';

/** Same origin: the session cookie goes along, and nothing else identifies the reader. */
export const client = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

/** The JSON of an operation's success. Named by the operation: openapi-fetch's own inference loses read-only arrays. */
type AnswerTo<Operation extends keyof operations> = {
  [Status in keyof operations[Operation]['responses']]: Status extends 200 | 201 | 202
    ? operations[Operation]['responses'][Status] extends {
        content: { readonly 'application/json': infer Data };
      }
      ? Data
      : never
    : never;
}[keyof operations[Operation]['responses']];

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of a successful answer. @throws ApiProblem for every other one, and when none came. */
export async function dataOf<Operation extends keyof operations>(
  call: Promise<Answer>,
): Promise<AnswerTo<Operation>> {
  const { data, error, response } = await call.catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw unreachable();
  });
  if (response.ok && data !== undefined) return data as AnswerTo<Operation>;
  throw problemOf(error, response);
}

function problemOf(error: unknown, response: Response): ApiProblem {
  if (isProblem(error)) return new ApiProblem(error);
  return new ApiProblem({
    status: response.status,
    title: `The server answered ${response.status}`,
    detail: `The server answered ${response.status} ${response.statusText} without saying why. Try again in a moment.`,
  });
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && 'status' in value;
