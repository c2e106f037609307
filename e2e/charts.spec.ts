import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, test } from './fixtures';

/** Charts with axes, each on its page; the split beside them has no axes to walk along. */
const PAGES = ['/demo', '/demo/scorecard', '/demo/metrics/rpmt'];

/** The cells of a table, row by row. */
async function cellsOf(table: Locator): Promise<string[][]> {
  return table
    .locator('tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent ?? '')),
    );
}

/** The rows of a saved file, without the guards against formulas. */
function parseCsv(file: string): string[][] {
  const rows: string[][] = parse(readFileSync(file), { bom: true });
  return rows.map((row) => row.map((cell) => cell.replace(/^'/, '')));
}

async function fileOf(page: Page, card: Locator): Promise<string[][]> {
  const download = page.waitForEvent('download');
  await card.getByRole('button', { name: 'Save as CSV' }).click();
  return parseCsv(await (await download).path());
}

for (const path of PAGES) {
  test(`the chart of ${path} is read by keys, as a table and as a file`, async ({ page, signInAs }) => {
    await signInAs('executive');
    await page.goto(path);
    const card = page
      .locator('section')
      .filter({ has: page.locator('.recharts-surface') })
      .last();
    const drawing = card.locator('.recharts-surface').first();
    await expect(drawing).toBeVisible();
    await drawing.focus();
    await page.keyboard.press('ArrowRight');
    const point = card.getByRole('status');
    await expect(point).toBeVisible();
    const first = await point.innerText();
    await page.keyboard.press('ArrowRight');
    await expect(point).not.toHaveText(first);
    const title = await card.getByRole('heading').innerText();
    const same = page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
    await same.getByLabel('View as table').click();
    const shown = await cellsOf(same.getByRole('table'));
    expect(shown.length).toBeGreaterThan(2);
    expect(await fileOf(page, same)).toEqual(shown);
  });
}

test('the split of a figure is a table and a file too', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/metrics/rpmt');
  const card = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /^Revenue per touch by action/ }) });
  await card.getByLabel('View as table').click();
  const shown = await cellsOf(card.getByRole('table'));
  expect(shown.length).toBeGreaterThan(1);
  expect(await fileOf(page, card)).toEqual(shown);
});
