// `npm run e2e`: the built product on an empty data directory, and Playwright in a real browser. Further arguments go
// to Playwright.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findBrowser } from './browser';
import { startDemoProduct } from './demo-product';

function playwright(url: string, dataDir: string, browser: string): number {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const { status } = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, E2E_URL: url, E2E_DATA_DIR: dataDir, E2E_BROWSER: browser },
  });
  return status ?? 1;
}

async function run(): Promise<number> {
  const browser = await findBrowser();
  const product = await startDemoProduct();
  try {
    const status = playwright(product.url, product.dataDir, browser);
    if (status !== 0) console.error(`What the product said:\n${product.said()}`);
    return status;
  } finally {
    await product.remove();
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
