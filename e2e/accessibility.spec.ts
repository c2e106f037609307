import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { allPages, VISITOR_PAGES } from './routes';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const NARROWEST = { width: 320, height: 700 };
const MOST_SHIFT = 0.1;

/** Words that only a broken sentence or figure says; "20 %" is written "20%". */
const BROKEN = /\b(NaN|Infinity|undefined|null|Invalid Date)\b|(?<![\w.,])[-−]0(?:[.,]0+)?(?![\w.,])|\d %/;

type Shift = { layoutShift: number };

/** Counts what moves by itself while a page loads, from its first paint. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = window as unknown as Shift;
    seen.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.layoutShift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** A page is there when nothing of it is still loading. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.locator('[data-skeleton]')).toHaveCount(0);
}

async function axe(page: Page): Promise<string[]> {
  // What stands in a letter is the template's, and its frame runs no script.
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).exclude('iframe').analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Everything wrong with a page, each named by its address: what axe finds, sideways scrolling, broken words. */
async function problemsOf(page: Page, path: string): Promise<string[]> {
  const problems: string[] = [];
  const note = (what: string) => problems.push(`${path} ${what}`);
  const onError = (text: string) => note(`console: ${text}`);
  const consoleErrors = (message: { type: () => string; text: () => string }) => {
    if (message.type() === 'error') onError(message.text());
  };
  const pageErrors = (error: Error) => onError(error.message);
  page.on('console', consoleErrors).on('pageerror', pageErrors);

  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(DESKTOP);
  await page.goto(path);
  await settled(page);
  const shift = await page.evaluate(() => (window as unknown as Shift).layoutShift);
  if (shift > MOST_SHIFT) note(`moved by ${shift.toFixed(3)} while it loaded`);
  if ((await page.title()).trim() === '') note('has no title');
  const headings = await page.locator('h1').count();
  if (headings !== 1) note(`has ${headings} h1`);
  const [broken] = (await page.locator('body').innerText()).match(BROKEN) ?? [];
  if (broken) note(`says “${broken}”`);
  for (const violation of await axe(page)) note(`light: ${violation}`);
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  for (const violation of await axe(page)) note(`dark, phone: ${violation}`);
  await page.setViewportSize(NARROWEST);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) note(`scrolls sideways by ${over} px at ${NARROWEST.width} px`);
  page.off('console', consoleErrors).off('pageerror', pageErrors);
  return problems;
}

test('what a visitor sees without a session is accessible', async ({ page }) => {
  await watchShifts(page);
  const problems: string[] = [];
  for (const path of VISITOR_PAGES) problems.push(...(await problemsOf(page, path)));
  expect(problems).toEqual([]);
});

test('every page of a workspace is accessible, in light and dark, on a desk and on a phone', async ({
  page,
  signInAs,
}) => {
  test.setTimeout(180_000);
  await watchShifts(page);
  await signInAs('admin');
  const [, workspace = ''] = new URL(page.url()).pathname.split('/');
  const problems: string[] = [];
  for (const path of await allPages(page, workspace)) problems.push(...(await problemsOf(page, path)));
  expect(problems).toEqual([]);
});
