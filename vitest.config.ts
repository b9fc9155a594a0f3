import { defineConfig } from 'vitest/config';

/** `IDLINT_TEST_REPORT` names a file for the figures of the run, which `.ci/run` counts. */
const report = process.env.IDLINT_TEST_REPORT;
const reporters = report ? ['default', ['json', { outputFile: report }] as const] : ['default'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/{src,test}/**/*.test.ts',
            'rules/**/*.test.ts',
            'test-fixtures/*.test.ts',
            'extension/src/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          setupFiles: ['scripts/fuzz.setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // What needs more than Node and git: editors, a browser, pre-commit. `.ci/run` brings them.
        test: { name: 'real', include: ['{packages/*/test,test-fixtures}/**/*.real.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
      },
    ],
    reporters: reporters as [],
  },
});
