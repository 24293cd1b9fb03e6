export interface Check {
  name: string;
  /** What Node runs. */
  words: string[];
}

interface Tool extends Check {
  /** The tool runs when one of these is there. */
  configs: string[];
}

/** The slowest first. */
const TOOLS: Tool[] = [
  {
    name: 'oxlint, type-aware',
    configs: ['.oxlintrc.json', 'oxlint.config.ts'],
    words: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  },
  {
    name: 'TypeScript',
    configs: ['tsconfig.json'],
    words: ['node_modules/typescript/bin/tsc', '--project', '.'],
  },
  {
    name: 'TypeScript, inbox',
    configs: ['web/tsconfig.json'],
    words: ['node_modules/typescript/bin/tsc', '--project', 'web', '--noEmit'],
  },
  {
    name: 'Import law (dependency-cruiser)',
    configs: ['.dependency-cruiser.cjs', '.dependency-cruiser.mjs', '.dependency-cruiser.js'],
    words: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...[
        'domain',
        'workflows',
        'activities',
        'workers',
        'api',
        'db',
        'scripts',
        'bench',
        'test',
        'web/server.ts',
      ],
    ],
  },
  {
    name: 'Nothing unused (knip)',
    configs: ['knip.json', 'knip.jsonc', 'knip.ts'],
    words: ['node_modules/knip/bin/knip.js'],
  },
  {
    name: 'Formatting (prettier)',
    configs: ['.prettierrc.json'],
    words: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  },
];

/** The checks for which `files`, as paths from the repository's root, hold a configuration. */
export function checksFor(files: readonly string[]): Check[] {
  const present = new Set(files);
  return TOOLS.filter((tool) => tool.configs.some((config) => present.has(config))).map(
    ({ name, words }) => ({
      name,
      words,
    }),
  );
}
