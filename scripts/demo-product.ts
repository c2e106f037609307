import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { choosePort } from './launcher/port';
import { withProgress } from './progress.mjs';

/** The build is part of it, and the machine may do much else. */
const START_WITHIN_MS = 600_000;

function startProduct(dataDir: string, port: number): ChildProcess {
  return spawn(process.execPath, ['scripts/start.mjs'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: String(port),
      APP_URL: `http://localhost:${port}`,
      TOUCHSTONE_DATA_DIR: dataDir,
      TOUCHSTONE_DEMO_SCALE: 'small',
      // What the tests see must come of what they do.
      TOUCHSTONE_TWIN: 'off',
      DATABASE_URL: '',
      npm_lifecycle_event: '',
    },
  });
}

/** Everything the product says, for whoever has to find out why something failed. */
function listen(product: ChildProcess): () => string {
  let said = '';
  for (const stream of [product.stdout, product.stderr]) {
    stream?.on('data', (words) => {
      said = (said + words).slice(-20_000);
    });
  }
  return () => said;
}

/** Resolves when the demo has lived its history: from then on nothing but the tests changes it. */
async function untilSettled(product: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + START_WITHIN_MS; Date.now() < deadline; await sleep(200)) {
    if (product.exitCode !== null) throw new Error('The product did not start.');
    if (said().includes('The demo is ready.')) return;
    if (said().includes('The demo is not complete')) throw new Error('The demo is not complete.');
  }
  throw new Error(`The product was not ready after ${START_WITHIN_MS / 1000} s.`);
}

async function stop(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null) return;
  const ended = new Promise((resolve) => product.once('exit', resolve));
  product.kill('SIGTERM');
  await ended;
}

export type DemoProduct = {
  url: string;
  dataDir: string;
  /** Everything it has said so far. */
  said: () => string;
  /** Ends it and removes what it stored. */
  remove: () => Promise<void>;
};

/** The built product with its demo on an empty data directory of its own, ready when this resolves. */
export async function startDemoProduct(): Promise<DemoProduct> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'touchstone-e2e-'));
  // The database's account must be able to enter.
  chmodSync(dataDir, 0o755);
  const port = await choosePort('0');
  const product = startProduct(dataDir, port);
  const said = listen(product);
  const remove = async () => {
    await stop(product);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await withProgress('Starting the product on an empty data directory', () => untilSettled(product, said), {
      slow: true,
    });
  } catch (error) {
    await remove();
    throw new Error(`${(error as Error).message}\nWhat the product said:\n${said()}`);
  }
  return { url: `http://localhost:${port}`, dataDir, said, remove };
}
