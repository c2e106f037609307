import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { setDatabaseAway } from './database-state';

const ANSWER_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 5_000;
const TRY_AGAIN_MS = 250;
/** A process that is starting may be too busy to hear an answer: what it cannot reach yet is no news for so long. */
const STARTING_MS = 15_000;

export type WatchOptions = { url: string; note: (words: string) => void };
export type DatabaseWatch = { stop(): void };

/**
 * Keeps one connection to the database for nothing but knowing whether it is there: it breaks in the moment the server
 * ends, and is asked now and then whether the server still answers. One line for each change, however many requests
 * run into it.
 */
export function watchDatabase({ url, note }: WatchOptions): DatabaseWatch {
  const stopping = new AbortController();
  const startedAt = Date.now();
  let hasBeenThere = false;
  let awaySince: number | undefined;

  function isThere(): void {
    hasBeenThere = true;
    if (awaySince === undefined) return;
    note(`The database is back after ${((Date.now() - awaySince) / 1000).toFixed(1)} s.`);
    awaySince = undefined;
    setDatabaseAway(false);
  }

  function isGone(): void {
    if (awaySince !== undefined) return;
    if (!hasBeenThere && Date.now() - startedAt < STARTING_MS) return;
    awaySince = Date.now();
    setDatabaseAway(true);
    note('The database is away; requests are answered with 503 until it is back.');
  }

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      const couldConnect = await holdConnection(url, isThere, stopping.signal);
      if (couldConnect || stopping.signal.aborted) continue;
      isGone();
      await sleep(TRY_AGAIN_MS);
    }
  }

  void watch();
  return {
    stop() {
      stopping.abort();
      setDatabaseAway(false);
    },
  };
}

/** Returns when the connection is lost, or at once when there was none to be had; whether there was one. */
async function holdConnection(url: string, connected: () => void, stopped: AbortSignal): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    application_name: 'touchstone-watch',
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.on('end', () => lost.abort());
  const over = AbortSignal.any([lost.signal, stopped]);
  let couldConnect = false;
  try {
    await client.connect();
    for (; !over.aborted; await sleep(LOOK_EVERY_MS, undefined, { signal: over, ref: false })) {
      await client.query('SELECT 1');
      couldConnect = true;
      connected();
    }
  } catch {
    // Whatever it was, the next try tells whether the database is there.
  } finally {
    // A server that hangs does not say good-bye: nobody waits for it.
    client.end().catch(() => {});
  }
  return couldConnect;
}
