import { readFile } from 'node:fs/promises';
import { sharedData } from '@/tests/harness/shared-data';
import { expect, test } from './fixtures';

test('a marketer reads how a test stands and what runs when, and writes a new test in two minutes', async ({
  page,
  signInAs,
}) => {
  await signInAs('marketer');
  const begun = Date.now();
  await page.goto('/demo/creative?status=running');
  await expect(page.getByRole('heading', { name: 'What can be tested' })).toBeVisible();
  // Any running test has them, however few of its messages are delivered at this hour.
  const running = page.locator('details', { hasText: 'Health and figures so far' }).first();
  await running.getByText('Health and figures so far').click();
  await expect(running.getByRole('list', { name: 'Health' })).toBeVisible();
  await page.getByRole('button', { name: /^Concluded/ }).click();
  await expect(page).toHaveURL(/status=concluded/);
  await page.getByRole('link', { name: 'Calendar' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Test calendar' })).toBeVisible();
  await page.getByRole('button', { name: 'Earlier weeks' }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d\d-\d\d/);
  await page.getByRole('button', { name: 'Around now' }).click();
  await page.getByRole('link', { name: 'New test' }).click();
  await expect(page).toHaveURL(/\/experiments\/new$/);
  const benefit = page.getByRole('region', { name: 'Benefit', exact: true });
  await benefit.getByRole('button', { name: 'Have it written in the style Benefit' }).click();
  await expect(benefit.getByLabel('Headline')).not.toHaveValue('');
  await benefit.getByLabel('Headline').fill('Yours, for less');
  await expect(benefit.getByText('Yours, for less')).toBeVisible();
  // As its reader gets it, with the sentence that the product adds.
  await expect(benefit.getByText(/^With your code YOUR-CODE you get 20% off/)).toBeVisible();
  await page.getByRole('radio', { name: /Orders/ }).click();
  await page.getByRole('radio', { name: /Fixed split/ }).click();
  await expect(page.getByText(/Customers for each variant|How long it takes cannot be said/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: /Orders/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /Fixed split/ })).toBeChecked();
  await expect(benefit.getByLabel('Headline')).toHaveValue('Yours, for less');
  expect(Date.now() - begun, 'two minutes').toBeLessThan(120_000);
});

test('a marketer hands in a real experiment and reads the decision with its reason', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/experiments');
  await expect(page.getByText('No past experiment yet')).toBeVisible();
  await page.getByLabel(/Choose a file/).setInputFiles(sharedData('experiments/hillstrom_email.csv.gz'));
  await expect(page.getByRole('combobox', { name: 'Column that names the arm' })).toContainText('segment');
  await expect(page.getByRole('combobox', { name: 'Part of visit' })).toContainText('Goal');
  await page.getByLabel('Name', { exact: true }).fill('Hillstrom');
  await page.getByRole('button', { name: 'Analyse' }).click();
  await expect(page.getByRole('heading', { name: 'Hillstrom' })).toBeVisible();
  await expect(page.getByText('Ship it')).toBeVisible();
  await expect(page.getByText(/“Mens E-Mail” is better than “No E-Mail” in visit: \+72.1%/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Health' }).getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'View as table' }).click();
  await expect(page.getByRole('cell', { name: 'visit: Mens E-Mail' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).first().click();
  expect(await readFile((await (await saving).path()) ?? '', 'utf8')).toContain('visit: Mens E-Mail,"21,307",18.28%');

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete experiment' }).click();
  await expect(page.getByText('No past experiment yet')).toBeVisible();
});

test('a marketer sees who is in a segment and what offers cost, and drafts a campaign', async ({ page, signInAs }) => {
  const name = `Morning letter ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/segments');
  await page.getByRole('link', { name: 'VIPs' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'VIPs' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Members' }).getByRole('link').first()).toBeVisible();

  await page.goto('/demo/offers');
  await expect(page.getByRole('button', { name: 'Propose an offer' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Discount ledger' })).toBeVisible();

  await page.goto('/demo/campaigns');
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('checkbox', { name: /VIPs/ }).check();
  await expect(page.getByRole('status').filter({ hasText: /[1-9]\d* customers/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Message' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep as a draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit for approval' })).toBeVisible();
});
