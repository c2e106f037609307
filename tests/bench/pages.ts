import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import { findBrowser } from '@/scripts/browser';
import { startDemoProduct } from '@/scripts/demo-product';
import { against, alone, type Measurement, percentile } from './report';

const BASELINE = { name: 'sign-in', path: '/sign-in' };
const MEASURED = [
  { name: 'home', path: '' },
  { name: 'inbox', path: '/inbox' },
  { name: 'customers', path: '/customers' },
  { name: 'decisions', path: '/decisions' },
  { name: 'scorecard', path: '/scorecard' },
];
const ROUNDS = 5;
type Reader = { name: string; slowdown: number; bytesPerSecond: number; roundTripMs: number };
/** Whoever reads: on this machine as it is; and on a middling laptop with a middling line, 9 Mbps down and up. */
const READERS: readonly Reader[] = [
  { name: 'here', slowdown: 1, bytesPerSecond: -1, roundTripMs: 0 },
  { name: '4x slower', slowdown: 4, bytesPerSecond: 9_000_000 / 8, roundTripMs: 100 },
];
/** So long after everything has come something larger may still be painted. */
const QUIET_MS = 1_000;
const PATIENCE_MS = 120_000;
const DESKTOP = { width: 1440, height: 900 };

const Access = z.object({
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});

type Target = { name: string; url: string };

/**
 * Largest contentful paint of the pages people open, each in a browser that never saw them, on this machine and on a
 * slowed one. Baseline: the sign-in page of the same reader, which has nothing to read. E2E_URL and E2E_DATA_DIR name a product that runs
 * already; else one is started.
 */
export async function benchPages(): Promise<Measurement[]> {
  const { E2E_URL: url, E2E_DATA_DIR: dataDir } = process.env;
  if (url && dataDir) return measure(url, dataDir);
  const product = await startDemoProduct();
  try {
    return await measure(product.url, product.dataDir);
  } finally {
    await product.remove();
  }
}

async function measure(url: string, dataDir: string): Promise<Measurement[]> {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    const session = await signIn(browser, url, dataDir);
    const measured: Measurement[] = [];
    for (const reader of READERS) measured.push(...(await measureFor(reader, browser, url, session)));
    return measured;
  } finally {
    await browser.close();
  }
}

async function measureFor(reader: Reader, browser: Browser, url: string, { cookies, home }: Session) {
  const baseline = { name: BASELINE.name, url: `${url}${BASELINE.path}` };
  const targets = MEASURED.map(({ name, path: below }) => ({ name, url: `${home}${below}` }));
  const visit = (target: Target) => largestPaint(browser, reader, target === baseline ? [] : cookies, target.url);
  // The first visit of a page is the server's, not the reader's.
  for (const target of [baseline, ...targets]) await visit(target);
  const samples = new Map<Target, number[]>();
  // In turns, so that whatever else the machine does meets all of them.
  for (let round = 0; round < ROUNDS; round++) {
    for (const target of [baseline, ...targets]) {
      samples.set(target, [...(samples.get(target) ?? []), await visit(target)]);
    }
  }
  const median = (target: Target) =>
    percentile(
      (samples.get(target) ?? []).toSorted((a, b) => a - b),
      0.5,
    );
  const nameOf = (target: Target) => `LCP ${target.name}, ${reader.name}`;
  return [
    alone(nameOf(baseline), median(baseline), 'ms'),
    ...targets.map((target) => against(nameOf(target), median(target), 'ms', median(baseline))),
  ];
}

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
type Session = { cookies: Cookies; home: string };

async function signIn(browser: Browser, url: string, dataDir: string): Promise<Session> {
  const { users } = Access.parse(JSON.parse(readFileSync(path.join(dataDir, 'demo-access.json'), 'utf8')));
  const user = users.find(({ role }) => role === 'admin');
  if (!user) throw new Error('The demo has no admin.');
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(user.email);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Main' }).waitFor();
  const home = page.url();
  const cookies = await context.cookies();
  await context.close();
  return { cookies, home };
}

/** Runs in the page: the last of the paints that were the largest so far. */
function lastPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
      type: 'largest-contentful-paint',
      buffered: true,
    });
  });
}

/** Milliseconds from navigation to the largest contentful paint, with nothing in any cache. */
async function largestPaint(browser: Browser, reader: Reader, cookies: Cookies, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: DESKTOP });
  try {
    await context.addCookies(cookies);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await readAs(reader, page);
    await page.goto(url, { waitUntil: 'load' });
    await page.locator('h1').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-skeleton]'));
    await page.waitForTimeout(QUIET_MS);
    return await page.evaluate(lastPaint);
  } finally {
    await context.close();
  }
}

async function readAs({ slowdown, bytesPerSecond, roundTripMs }: Reader, page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: roundTripMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}
