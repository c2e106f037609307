// An importer of files in a process of its own, for tests that kill it: workspace id and import id from the command line.
// Begins when it is told to.
import { fileTurn } from '@/server/services/imports';
import { waitForWord } from './standby';

await waitForWord();
const [workspaceId = '', importId = ''] = process.argv.slice(2);
while (!(await fileTurn({ workspaceId, importId })).done) {
  // The next turn goes on.
}
process.exit(0);
