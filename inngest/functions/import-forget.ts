import { forgetFiles, forgetUploads } from '@/server/services/imports';
import { inngest } from '../client';

/** Deletes uploaded logs that nobody will read again. */
export const importForgetFunction = inngest.createFunction(
  { id: 'import-forget', triggers: [{ cron: '23 * * * *' }], concurrency: 1, retries: 1 },
  async ({ step }) => {
    const logs = await step.run('logs', () => forgetUploads(new Date()));
    const files = await step.run('files', () => forgetFiles(new Date()));
    return { deleted: logs.deleted + files.deleted };
  },
);
