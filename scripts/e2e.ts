// `npm run e2e`: the built product on an empty data directory, and Playwright in a real browser. Arguments go to
// Playwright; without any, all specs run, one project after the other, whatever the first one says. E2E_REPORTS names a
// folder for what came of each.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findBrowser } from './browser';
import { startDemoProduct } from './demo-product';

const PROJECTS = ['reading', 'apart', 'changing'];

type Product = { url: string; dataDir: string };

function playwright({ url, dataDir }: Product, browser: string, args: readonly string[], report?: string): number {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const told = report ? { PLAYWRIGHT_JSON_OUTPUT_NAME: report } : {};
  const { status } = spawnSync(process.execPath, [cli, 'test', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...told, E2E_URL: url, E2E_DATA_DIR: dataDir, E2E_BROWSER: browser },
  });
  return status ?? 1;
}

function allProjects(product: Product, browser: string): number {
  const { E2E_REPORTS } = process.env;
  const codes = PROJECTS.map((project) => {
    const report = E2E_REPORTS && path.join(E2E_REPORTS, `${project}.json`);
    return playwright(product, browser, ['--project', project], report);
  });
  return Math.max(...codes);
}

async function run(): Promise<number> {
  const browser = await findBrowser();
  const product = await startDemoProduct();
  try {
    const args = process.argv.slice(2);
    const status = args.length > 0 ? playwright(product, browser, args) : allProjects(product, browser);
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
