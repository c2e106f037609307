import { setTimeout as sleep } from 'node:timers/promises';
import { type Cluster, isAlive, type RunningServer, startServer, stopServer } from './cluster';

const LOOK_EVERY_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export type Supervision = { stop(): Promise<void> };

/**
 * Watches the server and starts it again, on the same port, whenever it is gone. `note` is told in words why; that it is
 * back the product says, which watches the database itself. Pools of the application reconnect by themselves, because
 * the address stays.
 */
export function superviseServer(cluster: Cluster, first: RunningServer, note: (words: string) => void): Supervision {
  let server = first;
  let stopping = false;

  async function watch() {
    while (!stopping) {
      if (!isAlive(server.pid)) await restart();
      await sleep(LOOK_EVERY_MS);
    }
  }

  async function restart() {
    note('PostgreSQL ended unexpectedly; starting it again.');
    for (let pauseMs = LOOK_EVERY_MS; !stopping; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        server = await startServer(cluster);
        return;
      } catch (error) {
        note((error as Error).message);
        await sleep(pauseMs);
      }
    }
  }

  const watching = watch();
  return {
    async stop() {
      stopping = true;
      await watching;
      await stopServer(server.pid);
    },
  };
}
