// The import law (CONTRIBUTING.md): who may import whom; type-only imports count. What this tool can't see is in .oxlintrc.json: that
// workflows import only types of activities, and what web/src (TSX) imports.
const law = (name, from, forbidden, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: forbidden },
});

/** npm packages a folder may use; everything else of node_modules is forbidden to it. */
const packages = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: 'node_modules', pathNot: `node_modules/(${allowed.join('|')})(/|$)` },
});

export default {
  forbidden: [
    law(
      'domain-imports-nothing',
      '^domain/',
      '^(workflows|activities|workers|api|db|web|scripts|bench|test)/',
      'domain is pure',
    ),
    packages('domain-packages', '^domain/(?!policy/schema)', [
      'dinero.js',
      'temporal-polyfill',
      'temporal-spec',
    ]),
    packages('policy-schema-packages', '^domain/policy/schema', ['zod']),
    {
      name: 'domain-no-node',
      severity: 'error',
      from: { path: '^domain/' },
      to: { dependencyTypes: ['core'] },
    },
    law(
      'workflows-import-domain',
      '^workflows/',
      '^(workers|api|db|web|scripts|bench|test)/',
      'workflows → domain, activity types',
    ),
    packages('workflows-packages', '^workflows/', ['@temporalio/workflow', '@temporalio/common']),
    {
      name: 'workflows-no-node',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { dependencyTypes: ['core'] },
    },
    law(
      'activities-import-domain-and-db',
      '^activities/',
      '^(workflows|workers|api|web|scripts|bench|test)/',
      'activities → domain, db',
    ),
    law(
      'db-imports-domain',
      '^db/',
      '^(workflows|activities|workers|api|web|scripts|bench|test)/',
      'db → domain',
    ),
    law(
      'api-imports',
      '^api/',
      '^(activities|workers|web|scripts|bench|test)/',
      'api → domain, db, workflow messages and types',
    ),
    {
      name: 'api-workflow-messages-only',
      severity: 'error',
      from: { path: '^api/' },
      to: { path: '^workflows/', pathNot: '^workflows/messages\\.ts$' },
    },
    law('workers-import', '^workers/', '^(web|scripts|bench|test)/', 'workers → everything above'),
    {
      name: 'only-db-touches-sql',
      severity: 'error',
      from: { path: '^(domain|workflows|activities|workers|api|web/src)/' },
      to: { path: 'node_modules/(drizzle-orm|postgres)/' },
    },
    law(
      'nothing-imports-tests',
      '^(domain|workflows|activities|workers|api|db|web|scripts|bench)/',
      '^test/',
      'tests import, never the other way',
    ),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(web/dist|\\.docket)/' },
    tsPreCompilationDeps: 'specify',
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
