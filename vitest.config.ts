import path from 'node:path';
import { defineConfig } from 'vitest/config';
import './tests/harness/map-group-by.ts';
import { OWN_PROCESS } from './tests/harness/own-process.ts';
import { hasSharedData } from './tests/harness/shared-data.ts';

const alias = {
  '@': path.resolve(import.meta.dirname),
  'server-only': path.resolve(import.meta.dirname, 'tests/harness/server-only.ts'),
};
const exclude = ['node_modules/**', '.next/**', '.touchstone/**', 'server/generated/**'];

// Named *.data.test.ts: what compares with public data sets that lie beside the project.
const withoutData = hasSharedData ? [] : ['**/*.data.test.ts'];

const integration = {
  globalSetup: ['tests/harness/database-setup.ts'],
  setupFiles: ['tests/harness/database-client.ts'],
  maxWorkers: 2,
  // Many processes on one machine: a second try tells a broken test from an unsteady one, which is named at the end.
  retry: 1,
  testTimeout: 120_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, ...withoutData, '**/*.int.test.ts'],
          // Nothing in them changes the process they run in, so that modules are read once, not once a file.
          isolate: false,
          // Only what hangs runs into it: on a busy machine the first import of a framework alone takes seconds.
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          ...integration,
          name: 'integration',
          include: ['**/*.int.test.ts'],
          exclude: [...exclude, ...OWN_PROCESS],
          // Each file has a database of its own; modules are read once for all.
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { ...integration, name: 'integration-alone', include: OWN_PROCESS, exclude },
      },
    ],
  },
});
