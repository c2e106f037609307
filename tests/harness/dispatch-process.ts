// A dispatcher in a process of its own, for tests that kill it: workspace id and lease from the command line.
import { createContext } from '@/server/context';
import { dispatchDue } from '@/server/services/delivery';

const [workspaceId = '', leaseMs = '2000'] = process.argv.slice(2);
for (;;) {
  const ctx = await createContext(workspaceId, { kind: 'job', name: 'test-dispatch' });
  const { sent } = await dispatchDue(ctx, { limit: 50, leaseMs: Number(leaseMs) });
  if (sent === 0) await new Promise((resolve) => setTimeout(resolve, 100));
}
