import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { allPages, MEMBER_PAGES } from './routes';

const KB = 1024;
const INITIAL_KB = 260;
const CHART_KB = 130;

const SCRIPT = /static\/chunks\/[\w~.-]+\.js/g;
/** Old browsers alone fetch these. */
const NO_MODULE = /<script[^>]*\bnomodule\b[^>]*>/gi;

const sizes = new Map<string, number>();

async function gzipSize(page: Page, script: string): Promise<number> {
  const known = sizes.get(script);
  if (known !== undefined) return known;
  const response = await page.request.get(`/_next/${script}`);
  expect(response.ok(), script).toBe(true);
  const size = gzipSync(await response.body(), { level: 9 }).length;
  sizes.set(script, size);
  return size;
}

/** The scripts that the HTML of a page names: all that it takes before it answers to anything. */
async function initialScripts(page: Page, path: string): Promise<Set<string>> {
  const response = await page.request.get(path);
  expect(response.ok(), path).toBe(true);
  const html = (await response.text()).replace(NO_MODULE, '');
  return new Set(html.match(SCRIPT));
}

async function initialKb(page: Page, path: string): Promise<number> {
  let bytes = 0;
  for (const script of await initialScripts(page, path)) bytes += await gzipSize(page, script);
  return Math.round(bytes / KB);
}

/** Pages over their budget, and by how much: "/demo/inbox: 271". */
async function tooHeavy(page: Page, paths: readonly string[]): Promise<string[]> {
  const heavy: string[] = [];
  for (const path of paths) {
    const kb = await initialKb(page, path);
    test.info().annotations.push({ type: 'kB of script', description: `${path}: ${kb}` });
    if (kb > INITIAL_KB) heavy.push(`${path}: ${kb}`);
  }
  return heavy;
}

test('what a visitor without a session loads stays within its budget', async ({ page }) => {
  expect(await tooHeavy(page, ['/sign-in', '/shop/demo'])).toEqual([]);
});

test('every page of a workspace stays within its budget of script', async ({ page, signInAs }) => {
  await signInAs('admin');
  expect(await tooHeavy(page, [...(await allPages(page, 'demo')), ...MEMBER_PAGES])).toEqual([]);
});

test('charts come after the page, within their own budget', async ({ page, signInAs }) => {
  await signInAs('admin');
  const path = '/demo';
  const loaded = new Set<string>();
  // Only names are kept: a body is gone once the page has moved on.
  page.on('response', (response) => {
    const [script] = response.url().match(SCRIPT) ?? [];
    if (script) loaded.add(script);
  });
  await page.goto(path);
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  const initial = await initialScripts(page, path);
  let bytes = 0;
  for (const script of loaded) {
    const text = await (await page.request.get(`/_next/${script}`)).text();
    if (!text.includes('recharts')) continue;
    expect(initial.has(script), 'charts are not part of the page').toBe(false);
    bytes += await gzipSize(page, script);
  }
  expect(bytes).toBeGreaterThan(0);
  expect(Math.round(bytes / KB)).toBeLessThanOrEqual(CHART_KB);
});
