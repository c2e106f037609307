// The product's functions in a process of their own, as the web server executes them, for tests that end it.
import { startBackgroundExecution } from '@/server/embedded/background';

await startBackgroundExecution();
process.send?.('started');
