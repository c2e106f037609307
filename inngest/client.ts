import { Inngest } from 'inngest';

/** The one client. Who executes its functions (embedded, Inngest Cloud, self-hosted) is decided by the environment. */
export const inngest = new Inngest({ id: 'touchstone' });
