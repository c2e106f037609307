// `npm run e2e`: the built product on an empty data directory, and Playwright in a real browser. Arguments go to
// Playwright; without any, all specs run, whatever the first ones say. E2E_REPORTS names a folder for what came of each
// project.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findBrowser } from './browser';
import { buildWhenChanged } from './build.mjs';
import { type DemoProduct, startDemoProduct } from './demo-product';

/**
 * Projects that share a product, one after the other. Those of different products run beside each other: specs that
 * change something mostly wait for a clock, and leave the machine to those that draw one page after the other.
 */
const SHARES = [['reading', 'apart'], ['changing']];

type Run = { code: number; said: string };

/** Runs Playwright; what it says is shown at once, or kept for later where another run speaks meanwhile. */
function playwright(
  { url, dataDir }: DemoProduct,
  args: readonly string[],
  { browser, report, isQuiet = false }: { browser: string; report?: string | undefined; isQuiet?: boolean },
): Promise<Run> {
  const cli = path.resolve('node_modules/@playwright/test/cli.js');
  const told = report ? { PLAYWRIGHT_JSON_OUTPUT_NAME: report } : {};
  const run = spawn(process.execPath, [cli, 'test', ...args], {
    stdio: ['inherit', isQuiet ? 'pipe' : 'inherit', isQuiet ? 'pipe' : 'inherit'],
    env: { ...process.env, ...told, E2E_URL: url, E2E_DATA_DIR: dataDir, E2E_BROWSER: browser },
  });
  let said = '';
  for (const stream of [run.stdout, run.stderr]) {
    stream?.on('data', (words) => {
      said += words;
    });
  }
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

/** With a product of its own, which says what it has to say when something failed. */
async function onProduct(work: (product: DemoProduct) => Promise<number>): Promise<number> {
  const product = await startDemoProduct();
  try {
    const code = await work(product);
    if (code !== 0) console.error(`What the product said:\n${product.said()}`);
    return code;
  } finally {
    await product.remove();
  }
}

async function allProjects(browser: string): Promise<number> {
  const { E2E_REPORTS } = process.env;
  const reportOf = (project: string) => E2E_REPORTS && path.join(E2E_REPORTS, `${project}.json`);
  const codes = await Promise.all(
    SHARES.map((projects, share) =>
      onProduct(async (product) => {
        let worst = 0;
        for (const project of projects) {
          const isQuiet = share > 0;
          const { code, said } = await playwright(product, ['--project', project], {
            browser,
            report: reportOf(project),
            isQuiet,
          });
          if (isQuiet) console.log(said);
          worst = Math.max(worst, code);
        }
        return worst;
      }),
    ),
  );
  return Math.max(...codes);
}

async function run(): Promise<number> {
  const args = process.argv.slice(2);
  const browser = await findBrowser();
  // Once, before two products would.
  await buildWhenChanged();
  if (args.length === 0) return allProjects(browser);
  return onProduct(async (product) => (await playwright(product, args, { browser })).code);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
