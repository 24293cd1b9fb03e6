import { people } from '../demo/people.ts';
import type { StackAddresses } from './run-file.ts';

/** What a person can open now and as whom they can sign in. */
export function summary(stack: StackAddresses): string {
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
  return ['', ...addresses, ...peopleLines(), ''].join('\n');
}

function peopleLines(): string[] {
  const width = (of: (person: (typeof people)[number]) => string): number =>
    Math.max(0, ...people.map((person) => of(person).length)) + 2;
  const [names, emails] = [width((person) => person.name), width((person) => person.email)];
  const lines = people.map(
    ({ name, email, role }) => `  ${name.padEnd(names)}${email.padEnd(emails)}${role}`,
  );
  return ['', 'Sign in as', ...lines];
}
