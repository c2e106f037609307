import path from 'node:path';
import { defineConfig } from 'vitest/config';
import './tests/harness/map-group-by.ts';
import { hasSharedData } from './tests/harness/shared-data.ts';

const alias = {
  '@': path.resolve(import.meta.dirname),
  'server-only': path.resolve(import.meta.dirname, 'tests/harness/server-only.ts'),
};
const exclude = ['node_modules/**', '.next/**', '.touchstone/**', 'server/generated/**'];

// Named *.data.test.ts: what compares with public data sets that lie beside the project.
const withoutData = hasSharedData ? [] : ['**/*.data.test.ts'];

/** Read a setting of their own, change a module, or pull the database from under the process: they get one each. */
const ownProcess = [
  'app/api/trpc/limits.int.test.ts',
  'app/database-away.int.test.ts',
  'server/services/audit/audit.int.test.ts',
  'server/services/delivery/{database-stopped,delivery,drained,faults,killed,raced,strained}.int.test.ts',
  'server/services/imports/forget-uploads.int.test.ts',
  'server/services/webhooks/{sendgrid,twilio}.int.test.ts',
];

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
          exclude: [...exclude, ...ownProcess],
          // Each file has a database of its own; modules are read once for all.
          isolate: false,
        },
      },
      {
        resolve: { alias },
        test: { ...integration, name: 'integration-alone', include: ownProcess, exclude },
      },
    ],
  },
});
