import { hasPart, importPart } from './project-part.ts';
import type { StackAddresses } from './run-file.ts';

interface Person {
  name: string;
  email: string;
  role?: string;
}

/** What a person can open now and as whom they can sign in. */
export async function summary(stack: StackAddresses): Promise<string> {
  const lines: [string, string | undefined][] = [
    ['Inbox', stack.webUrl],
    ['API reference', `${stack.apiUrl}/v1/docs`],
    [
      'Temporal Web UI',
      stack.temporalUiUrl && `${stack.temporalUiUrl}/namespaces/${stack.namespace}/workflows`,
    ],
    ['Mail that was sent', stack.mailUrl],
  ];
  const addresses = lines.flatMap(([what, url]) => (url === undefined ? [] : [`  ${what.padEnd(20)}${url}`]));
  return ['', ...addresses, ...(await peopleLines()), ''].join('\n');
}

async function peopleLines(): Promise<string[]> {
  if (!hasPart('scripts/demo/people.ts')) return [];
  const { people } = await importPart<{ people: readonly Person[] }>('scripts/demo/people.ts');
  const width = Math.max(...people.map((person) => person.name.length)) + 2;
  const lines = people.map(
    ({ name, email, role }) => `  ${name.padEnd(width)}${email}${role ? `  ${role}` : ''}`,
  );
  return ['', 'Sign in as', ...lines];
}
