import { serve } from 'inngest/next';
import { functions } from '@/inngest';
import { inngest } from '@/inngest/client';

/** Inngest's door. Every call must be signed; with the embedded executor nobody holds the key. */
export const { GET, POST, PUT } = serve({ client: inngest, functions, enableUnauthedSync: false });
