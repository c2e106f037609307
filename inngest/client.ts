import { Inngest } from 'inngest';
import { env } from '@/lib/env';
import { embeddedClientOptions } from '@/server/embedded/executor';

/** Whether functions run on Inngest Cloud, or on a self-hosted Inngest, instead of the embedded executor. */
export function runsOnInngest(): boolean {
  const { INNGEST_EVENT_KEY, INNGEST_SIGNING_KEY, INNGEST_BASE_URL } = env();
  return Boolean(INNGEST_EVENT_KEY || INNGEST_SIGNING_KEY || INNGEST_BASE_URL);
}

/** The one client. Who executes its functions is decided by the environment; the functions do not know. */
export const inngest = new Inngest({
  id: 'touchstone',
  // Never the SDK's development mode: it takes unsigned calls.
  ...(runsOnInngest() ? { isDev: false } : embeddedClientOptions()),
});
