import type { LegalEntity } from '../../db/stores/people.ts';
import type { Actor, RoleGrant } from '../../domain/actor.ts';
import { ROLE_WORDS } from '../../domain/role-words.ts';
import { escapeHtml } from '../http/page.ts';

const ACROSS_TEAMS = 'across teams';

interface Group {
  readonly heading: string;
  readonly people: readonly Actor[];
}

/** Everyone who can sign in, by legal entity and team, one button each. No script. */
export function signInPage(people: readonly Actor[], entities: readonly LegalEntity[]): string {
  const sections = [
    ...entities.map(({ code, name }) => ({ code, name: `${name} (${code})` })),
    { code: '*', name: 'Group' },
  ]
    .map(({ code, name }) => ({ name, groups: groupsOf(people, code) }))
    .filter(({ groups }) => groups.length > 0);
  const body = sections.map(
    ({ name, groups }) =>
      `<section>\n<h2>${escapeHtml(name)}</h2>\n${groups.map(groupHtml).join('\n')}\n</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in to Docket (development)</title>
<link rel="stylesheet" href="/sign-in.css">
</head>
<body>
<main>
<h1>Sign in to Docket</h1>
<p>This is the development sign-in: choose whose work you want to do. It asks for no password and never runs in production.</p>
<form method="post">
${body.length > 0 ? body.join('\n') : '<p>There is nobody to sign in as yet: the database holds no active people. Seed it, then reload this page.</p>'}
</form>
</main>
</body>
</html>
`;
}

function groupsOf(people: readonly Actor[], entity: string): Group[] {
  const byTeam = new Map<string, Actor[]>();
  for (const person of people) {
    const held = person.grants.filter((each) => each.entity === entity);
    const grant = held.find((each) => each.team !== '*') ?? held[0];
    if (!grant || homeOf(person) !== entity) continue;
    const heading =
      grant.team === '*' ? (entity === '*' ? '' : ACROSS_TEAMS) : grant.team.replaceAll('-', ' ');
    byTeam.set(heading, [...(byTeam.get(heading) ?? []), person]);
  }
  return [...byTeam]
    .toSorted(([a], [b]) => Number(a === ACROSS_TEAMS) - Number(b === ACROSS_TEAMS) || a.localeCompare(b))
    .map(([heading, list]) => ({ heading, people: list }));
}

/** Where a person is listed: the group, or the first entity of their grants. */
const homeOf = ({ grants }: Actor): string | undefined =>
  grants.some((grant) => grant.entity === '*') ? '*' : grants[0]?.entity;

const groupHtml = ({ heading, people }: Group): string =>
  `${heading === '' ? '' : `<h3>${escapeHtml(heading)}</h3>\n`}<ul>\n${people.map(personHtml).join('\n')}\n</ul>`;

const personHtml = ({ id, name, grants }: Actor): string =>
  `<li><button name="person" value="${escapeHtml(id)}"><strong>${escapeHtml(name)}</strong> <span>${escapeHtml(rolesOf(grants))}</span></button></li>`;

const rolesOf = (grants: readonly RoleGrant[]): string =>
  [
    ...new Set(
      grants.map(({ role }) => (role === 'channel' || role === 'operator' ? role : ROLE_WORDS[role])),
    ),
  ].join(', ');

export const SIGN_IN_STYLE = `:root { font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; }
body { margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
h2 { margin: 1.5rem 0 0.25rem; font-size: 1.2rem; }
h3 { margin: 0.75rem 0 0.25rem; font-size: 1rem; font-weight: 600; }
h3::first-letter { text-transform: uppercase; }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
button { width: 100%; min-height: 2.75rem; padding: 0.4rem 0.75rem; border: 1px solid; border-radius: 0.4rem; background: none; color: inherit; font: inherit; text-align: start; cursor: pointer; }
button:hover { text-decoration: underline; }
button:focus-visible { outline: 3px solid; outline-offset: 2px; }
button strong, button span { display: block; }
`;
