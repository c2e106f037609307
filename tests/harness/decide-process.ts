// A process of its own that decides whatever carts were left, a few at a time: workspace id from the command line.
import { createContext } from '@/server/context';
import { decideIdleCarts } from '@/server/services/decisions';

const [workspaceId = ''] = process.argv.slice(2);
const ctx = await createContext(workspaceId, { kind: 'job', name: 'test-decide' });
for (let decided = 1; decided > 0; ) ({ decided } = await decideIdleCarts(ctx, { limit: 3 }));
process.exit(0);
