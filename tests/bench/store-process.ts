// A process of its own that decides on dormant customers, for the bench: workspace id from the command line. It decides
// on as many as each message says, and answers how many it did.
import { createContext } from '@/server/context';
import { decideDormant } from '@/server/services/decisions';

const [workspaceId = ''] = process.argv.slice(2);
const ctx = await createContext(workspaceId, { kind: 'job', name: 'bench' });
process.on('message', async (limit: number) => {
  const { decided } = await decideDormant(ctx, { limit });
  process.send?.(decided);
});
process.on('disconnect', () => process.exit(0));
process.send?.(0);
