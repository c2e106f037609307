import { setTimeout as sleep } from 'node:timers/promises';
import { liveDemoHistory, type Progress, prepareDemo } from '@/server/services/simulation';
import { withProgress } from '../progress.mjs';

type Installation = { dataDir: string; url: string };
type Access = Awaited<ReturnType<typeof prepareDemo>>;

export { prepareDemo };

const PHASES: Record<Progress['phase'], (progress: Progress) => string> = {
  people: ({ done, total }) => `${done} of ${total} customers`,
  history: ({ done, total }) => `day ${done} of ${total}`,
};

/** Lives the demo's history, with progress; goes on by itself when the server or the database was away for a moment. */
export async function liveHistory(installation: Installation, isStopping: () => boolean): Promise<void> {
  await withProgress('Living the history of the demo shop', async (detail) => {
    for (let attempt = 1; !isStopping(); attempt++) {
      try {
        await liveDemoHistory({ ...installation, onProgress: (progress) => detail(PHASES[progress.phase](progress)) });
        return;
      } catch (error) {
        if (isStopping()) return;
        if (attempt === 5) throw error;
        await sleep(2_000);
      }
    }
  });
}

/** Address, sign-ins and write key, as they are printed when everything is ready. */
export function welcome({ access, file, passwordsReset }: Access): string {
  const widest = Math.max(...access.users.map(({ email }) => email.length));
  const people = access.users.map(
    ({ role, email, password }) => `  ${role.padEnd(10)} ${email.padEnd(widest)}  ${password}`,
  );
  return [
    '',
    `Touchstone is ready: ${access.url}`,
    '',
    'Sign in as',
    ...people,
    ...(passwordsReset ? ['These passwords are new: the file with the former ones was missing.'] : []),
    '',
    `Demo write key: ${access.writeKey}`,
    `All of this is also in ${file}`,
    'Ctrl-C stops.',
    '',
  ].join('\n');
}
