import { defineConfig } from 'vitest/config';

const parts = ['test/support/parts.ts'];

/** Sized for two cores. Tests that need a part of the stack get it from test/support/parts.ts. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    pool: 'forks',
    env: { LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'silent' },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/domain/**/*.test.ts', 'test/scripts/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'workflow',
          include: ['test/{workflows,replay}/**/*.test.ts', 'test/access/signals.test.ts'],
          globalSetup: parts,
          // Loading the SDK's native part costs seconds, so files share two processes.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['test/{db,api,activities,workers,access}/**/*.test.ts'],
          exclude: ['test/access/signals.test.ts'],
          globalSetup: parts,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: parts,
          // Each boots a whole stack, so one at a time and after all others.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
