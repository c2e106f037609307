// `npm run e2e`: the built product on an empty data directory, and Playwright in a real browser. Further arguments go
// to Playwright.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBrowser } from './browser';
import { choosePort } from './launcher/port';
import { withProgress } from './progress.mjs';

const START_WITHIN_MS = 300_000;

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

function playwright(url: string, dataDir: string, browser: string): number {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, E2E_URL: url, E2E_DATA_DIR: dataDir, E2E_BROWSER: browser },
  });
  return status ?? 1;
}

const browser = await findBrowser();
const dataDir = mkdtempSync(path.join(tmpdir(), 'touchstone-e2e-'));
// The database's account must be able to enter.
chmodSync(dataDir, 0o755);
const port = await choosePort('0');
const product = startProduct(dataDir, port);
const said = listen(product);
let status = 1;
try {
  await withProgress('Starting the product on an empty data directory', () => untilSettled(product, said), {
    slow: true,
  });
  status = playwright(`http://localhost:${port}`, dataDir, browser);
} catch (error) {
  console.error((error as Error).message);
} finally {
  await stop(product);
  if (status !== 0) console.error(`What the product said:\n${said()}`);
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(status);
