import { existsSync } from 'node:fs';
import path from 'node:path';
import { migrate } from '@/server/migrations';
import { buildWhenChanged } from '../build.mjs';
import { generateWhenChanged } from '../prisma.mjs';
import { withProgress } from '../progress.mjs';
import { openDatabase } from './database';
import { lockInstance } from './instance-lock';
import { choosePort } from './port';
import { sessionSecret } from './secrets';
import { startWebServer } from './web-server';

export type Launch = { root: string; dataDir: string; isDev: boolean };

const note = (words: string) => console.error(words);

/** Everything between the command and a product that answers; returns when it runs. Signals end it. */
export async function launch({ root, dataDir, isDev }: Launch): Promise<void> {
  const stops: (() => unknown)[] = [];
  const ending = endOnSignals(stops);
  try {
    const lock = lockInstance(dataDir);
    stops.unshift(() => lock.release());
    const port = await choosePort(process.env.PORT);
    const url = process.env.APP_URL?.replace(/\/+$/, '') || `http://localhost:${port}`;
    lock.announce(url);

    if (isDev) generateWhenChanged();
    else await buildWhenChanged();

    const database = await withProgress('Starting the database', () => openDatabase(dataDir, note));
    stops.unshift(() => database.stop());
    await withProgress('Migrating the database', () => migrateWithWords(database.url));

    const env = productEnvironment({ url, port, dataDir, isDev, databaseUrl: database.url });
    Object.assign(process.env, env);
    // On the first run sign-ins come before the product answers; later there is no reason to wait for them.
    const isFirstRun = !existsSync(path.join(dataDir, 'demo-access.json'));
    const prepared = withProgress('Preparing the demo', () => prepare({ dataDir, url }));
    prepared.catch(() => {});
    if (isFirstRun) await prepared;
    const web = startWebServer({ root, port, isDev, env: { ...process.env, ...env }, note });
    stops.unshift(() => web.stop());
    await withProgress('Starting the product', () => web.ready);
    const { liveHistory, welcome, access } = await prepared;
    if (ending.begun()) return;
    console.log(welcome(access));
    await liveHistory({ dataDir, url: `http://127.0.0.1:${port}` }, ending.begun).then(
      () => note('The demo is ready.'),
      // The product itself is in order, and the next start goes on where this one stopped.
      (error: Error) => note(`The demo is not complete: ${error.message}`),
    );
  } catch (error) {
    if (ending.begun()) return;
    await ending.stopAll();
    throw error;
  }
}

/** Loads the services only now: they read the environment that has just been set. */
async function prepare(installation: { dataDir: string; url: string }) {
  const { liveHistory, prepareDemo, welcome } = await import('./demo');
  return { liveHistory, welcome, access: await prepareDemo(installation) };
}

async function migrateWithWords(url: string): Promise<void> {
  try {
    await migrate(url);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    if (!process.env.DATABASE_URL) throw error;
    throw new Error(`The database of DATABASE_URL cannot be used${code ? ` (${code})` : ''}: ${message}`);
  }
}

type Facts = { url: string; port: number; dataDir: string; isDev: boolean; databaseUrl: string };

function productEnvironment({ url, port, dataDir, isDev, databaseUrl }: Facts): NodeJS.ProcessEnv {
  return {
    NODE_ENV: isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    TOUCHSTONE_DATA_DIR: dataDir,
    PORT: String(port),
    APP_URL: url,
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || url,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || sessionSecret(dataDir),
  };
}

/** Ctrl-C, SIGTERM, a closed terminal, or the end of npm: what was started last is stopped first, then we end. */
function endOnSignals(stops: (() => unknown)[]) {
  let begun = false;
  const stopAll = async () => {
    begun = true;
    for (const stop of stops.splice(0)) await stop();
  };
  const end = (code: number) => {
    if (begun) return;
    console.error('\nStopping ...');
    void stopAll()
      .then(() => console.error('Stopped.'))
      .finally(() => process.exit(code));
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  followNpm(() => end(143));
  return { begun: () => begun, stopAll };
}

/** npm does not always hand a signal on: when it is gone, so are we. */
function followNpm(end: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, 500).unref();
}
