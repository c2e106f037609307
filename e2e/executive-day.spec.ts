import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { problemsHere } from './page-problems';

/** The name and the first letters of the file that a press brings. */
async function saved(page: Page, name: string): Promise<{ name: string; text: string }> {
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const file = await saving;
  return { name: file.suggestedFilename(), text: (await readFile(await file.path())).toString('latin1') };
}

test('an executive follows the number of the scorecard by its parts down to one receipt, and back', async ({
  page,
  signInAs,
}) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard?range=28d&cmp=prev');
  await page
    .getByRole('link', { name: /see the decisions behind it/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/metrics\/rpmt/);
  await expect(page.getByRole('heading', { level: 1, name: 'Revenue per touch' })).toBeVisible();
  await expect(page.getByText('the same as above')).toBeVisible();
  await expect(page.getByText('Credited is not caused')).toBeVisible();
  await page.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Message', exact: true }).click();
  await expect(page).toHaveURL(/by=template/);
  await expect(page).toHaveURL(/cmp=prev/);
  await page
    .getByRole('link', { name: /: see the decisions behind it/ })
    .last()
    .click();
  await expect(page).toHaveURL(/part=/);
  await expect(page.getByRole('button', { name: /^Only one/ })).toBeVisible();
  await page.getByRole('row').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/decisions\/[0-9a-f-]{36}/);
  await expect(page.getByRole('list', { name: 'Status' }).getByRole('listitem').first()).toContainText('Decided');
  await expect(page.getByRole('heading', { name: 'Guardrails' })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/metrics\/rpmt.*part=/);
});

test('an executive reads the week and the month, and takes both along', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/reports');
  await page.getByRole('link', { name: 'This week so far' }).click();
  const week = page.getByRole('article', { name: 'Weekly review' });
  await expect(week.getByRole('region', { name: 'Reviewed by people' })).toBeVisible();
  await expect(page.getByText('So far', { exact: true })).toBeVisible();
  const pdf = await saved(page, 'Save as PDF');
  expect(pdf.name).toMatch(/^weekly-review-demo-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.pdf$/);
  expect(pdf.text).toMatch(/^%PDF-/);

  await page.getByRole('link', { name: 'Reports' }).last().click();
  await page.getByRole('button', { name: 'Monthly impact' }).click();
  await expect(page).toHaveURL(/kind=impact/);
  await page.getByRole('link', { name: 'This month so far' }).click();
  const month = page.getByRole('article', { name: 'Monthly impact' });
  await expect(month.getByRole('region', { name: 'Treated against held out' })).toBeVisible();
  await expect(month.getByText(/came after a touch/)).toBeVisible();
  const csv = await saved(page, 'Save as CSV');
  expect(csv.name).toMatch(/^monthly-impact-demo-\d{4}-\d\d-01-to-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text).toMatch(/# Days: \d{4}-\d\d-01 to /);

  await page.goto('/demo/reports/weekly/2026-02-30');
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
});

test('an executive sees what is unusual, whether service is as promised, and what was learnt', async ({
  page,
  signInAs,
}) => {
  await signInAs('executive');
  await page.goto('/demo/watching');
  await expect(page.getByRole('heading', { level: 1, name: 'Unusual' })).toBeVisible();
  await expect(
    page.getByRole('table', { name: 'Unusual now' }).or(page.getByText('Nothing is unusual', { exact: true })),
  ).toBeVisible();

  const main = page.getByRole('navigation', { name: 'Main' });
  await main.getByRole('link', { name: 'Service levels' }).click();
  const levels = page.getByRole('region', { name: 'Levels' });
  await expect(levels.getByRole('listitem')).toHaveCount(7);
  await expect(levels.getByText(/Objective (not )?kept|Not measured yet/).first()).toBeVisible();
  await page.getByRole('combobox', { name: 'What is drawn' }).click();
  await page.getByRole('option', { name: 'Uptime' }).click();
  await expect(page).toHaveURL(/show=uptime/);
  await expect(page.getByRole('heading', { name: /^Uptime by (hour|day)$/ })).toBeVisible();

  await main.getByRole('link', { name: 'Learning', exact: true }).click();
  const loops = page.getByRole('list', { name: 'Loops' });
  await expect(loops.getByRole('listitem')).toHaveCount(4);
  await expect(loops.getByText(/^(Next on|Due, runs at|Waits for)/).first()).toBeVisible();

  await page.goto('/demo/agents/cart_winback');
  const known = page.getByRole('table', { name: 'What it has learnt' });
  await expect(known.or(page.getByText('No outcome is known yet'))).toBeVisible();
  await expect(page.getByText(/^Decisions go by assumptions: the plan’s own figures/)).toBeVisible();
  // Nothing was proven in so short a history: there is nothing to choose.
  await expect(page.getByRole('button', { name: 'Choose version' })).toHaveCount(0);
});

test('an executive hands the scorecard on: on paper, as a file, at an address that ends', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard?range=7d');
  // A key that is pressed before the page runs is nobody's.
  await expect(async () => {
    await page.keyboard.press('p');
    await expect(page).toHaveURL(/\/scorecard\/report\?range=7d/, { timeout: 3_000 });
  }).toPass();
  const sheet = page.getByRole('article', { name: 'Scorecard' });
  await expect(sheet.getByRole('heading', { name: 'Revenue per marketing touch' })).toBeVisible();
  const hero = await sheet.getByRole('region', { name: 'Revenue per marketing touch' }).innerText();

  const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(paper.match(/\/Type \/Page\b/g), 'one side of paper').toHaveLength(1);
  expect((await saved(page, 'Save as PDF')).name).toMatch(/^scorecard-demo-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.pdf$/);

  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this scorecard' });
  await dialog.getByRole('radio', { name: 'For 7 days' }).click();
  await dialog.getByRole('button', { name: 'Make an address' }).click();
  const address = await dialog.getByText(/\/s\/[\w-]{32}$/).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('article', { name: 'Scorecard' })).toBeVisible();
  expect(await stranger.getByRole('region', { name: 'Revenue per marketing touch' }).innerText()).toBe(hero);
  expect(await problemsHere(stranger)).toEqual([]);
  await stranger.setViewportSize({ width: 360, height: 740 });
  expect(await problemsHere(stranger)).toEqual([]);

  const shared = page.getByRole('table', { name: 'Shared addresses' });
  await shared.getByRole('button', { name: 'Take back' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('The address leads nowhere now')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByText('This address leads to no scorecard')).toBeVisible();
  await stranger.context().close();
});
