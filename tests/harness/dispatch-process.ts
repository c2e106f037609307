// A dispatcher in a process of its own, for tests that kill it: workspace id and lease from the command line. Begins when it
// is told to, and tells its parent twice a second how much memory it holds, in bytes.
import { createContext } from '@/server/context';
import { dispatchDue } from '@/server/services/delivery';
import { waitForWord } from './standby';

/** As many as the product looks at in one turn. */
const TURN = 500;

await waitForWord();
setInterval(() => process.send?.(process.memoryUsage().rss), 500).unref();

const [workspaceId = '', leaseMs = '2000'] = process.argv.slice(2);
for (;;) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'test-dispatch' });
  const { sent } = await dispatchDue(ctx, { limit: TURN, leaseMs: Number(leaseMs) });
  if (sent === 0) await new Promise((resolve) => setTimeout(resolve, 100));
}
