import AxeBuilder from '@axe-core/playwright';
import type { ConsoleMessage, Page } from '@playwright/test';
import { expect } from './fixtures';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const BY_LOOK = [
  'color-contrast',
  'target-size',
  'link-in-text-block',
  'scrollable-region-focusable',
  'aria-hidden-focus',
];
export const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** The narrowest desk that many work at: tables have most columns and least room there. */
const SMALL_DESK = { width: 1280, height: 720 };
const LEAST_COLUMN = 24;
const NARROWEST = { width: 320, height: 700 };
const MOST_SHIFT = 0.1;

/** Words that only a broken sentence or figure says; "20 %" is written "20%". */
const BROKEN = /\b(NaN|Infinity|undefined|null|Invalid Date)\b|(?<![\w.,])[-−]0(?:[.,]0+)?(?![\w.,])|\d %/;

type Shift = { layoutShift: number };

/** Counts what moves by itself while a page loads, from its first paint. */
export async function watchShifts(page: Page): Promise<void> {
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
async function settled(page: Page, path: string): Promise<void> {
  await expect(page.locator('h1').first(), `${path} has a heading`).toBeVisible();
  await expect(page.locator('[data-skeleton]'), `${path} has come`).toHaveCount(0);
}

/** How far a page reaches beyond its window, once what is drawn by script has found its new width. */
async function reachBeyond(page: Page): Promise<number> {
  const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth;
  await page.waitForFunction(fits, null, { timeout: 3_000 }).catch(() => {});
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Cells of tables that hold words and have no room for them. */
function squeezedCells(page: Page): Promise<string[]> {
  return page.evaluate(
    (least) =>
      [...document.querySelectorAll<HTMLElement>('td, th')]
        .filter((cell) => cell.offsetParent !== null && cell.offsetWidth < least && cell.innerText.trim().length > 2)
        .map((cell) => cell.innerText.trim()),
    LEAST_COLUMN,
  );
}

/** What axe finds; `only` names rules that may answer otherwise in other colours or at another width. */
async function axe(page: Page, only?: readonly string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page })
    // Frames are left out below, so that the one page is all there is to run on.
    .setLegacyMode()
    // What stands in a letter is the template's, and its frame runs no script.
    .exclude('iframe')
    // The rows of a table are of one make: what is wrong with the tenth is wrong with one of those before it.
    .exclude('tbody > tr:nth-of-type(n + 10)');
  const { violations } = await (only ? builder.withRules([...only]) : builder.withTags(RULES)).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** What is wrong with what is on screen now, in its colours and at its width: what axe finds, sideways scrolling. */
export async function problemsHere(page: Page): Promise<string[]> {
  const over = await reachBeyond(page);
  return [...(await axe(page)), ...(over > 0 ? [`scrolls sideways by ${over} px`] : [])];
}

/** Everything wrong with a page, each named by its address: what axe finds, sideways scrolling, columns without room, broken words. */
export async function problemsOf(page: Page, path: string): Promise<string[]> {
  const problems: string[] = [];
  const note = (what: string) => problems.push(`${path} ${what}`);
  const onError = (text: string) => note(`console: ${text}`);
  const consoleErrors = (message: ConsoleMessage) => {
    // What the tests put into every frame cannot run in that of a message, and says so.
    const isOfFrame = message.text().includes("execution in 'about:srcdoc'");
    const isMissing = path.includes('/00000000-') && message.text().includes('404 (Not Found)');
    if (message.type() === 'error' && !isOfFrame && !isMissing) onError(message.text());
  };
  const pageErrors = (error: Error) => onError(error.message);
  page.on('console', consoleErrors).on('pageerror', pageErrors);

  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(DESKTOP);
  await page.goto(path);
  await settled(page, path);
  const shift = await page.evaluate(() => (window as unknown as Shift).layoutShift);
  if (shift > MOST_SHIFT) note(`moved by ${shift.toFixed(3)} while it loaded`);
  if ((await page.title()).trim() === '') note('has no title');
  const headings = await page.locator('h1').count();
  if (headings !== 1) note(`has ${headings} h1`);
  const [broken] = (await page.locator('body').innerText()).match(BROKEN) ?? [];
  if (broken) note(`says “${broken}”`);
  for (const violation of await axe(page)) note(`light: ${violation}`);
  await page.setViewportSize(SMALL_DESK);
  for (const words of await squeezedCells(page)) note(`has no room for “${words}” at ${SMALL_DESK.width} px`);
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  for (const violation of await axe(page, BY_LOOK)) note(`dark, phone: ${violation}`);
  await page.setViewportSize(NARROWEST);
  const over = await reachBeyond(page);
  if (over > 0) note(`scrolls sideways by ${over} px at ${NARROWEST.width} px`);
  page.off('console', consoleErrors).off('pageerror', pageErrors);
  return problems;
}
