import { readFile } from 'node:fs/promises';
import { sharedData } from '@/tests/harness/shared-data';
import { choose, expect, test } from './fixtures';

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

test('a file that cannot be used says where', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/experiments');
  const file = {
    name: 'test.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('arm,order\ncontrol,1\nnew,0\nnew,maybe\n'),
  };
  await page.getByLabel(/Choose a file/).setInputFiles(file);
  await choose(page.getByRole('combobox', { name: 'Part of order' }), 'Goal');
  await choose(page.getByRole('combobox', { name: 'Kind of order' }), 'Yes or no');
  await page.getByRole('button', { name: 'Analyse' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Line 4, column “order”' })).toBeVisible();
});

test('an executive reads what seven models make of the orders, and may not hand files in', async ({
  page,
  signInAs,
}) => {
  await signInAs('executive');
  await page.goto('/demo/experiments');
  await expect(page.getByRole('heading', { name: 'Past experiments' })).toBeVisible();
  await expect(page.getByText('Analyse a past experiment')).toHaveCount(0);
  await page.goto('/demo/attribution');
  const table = page.getByRole('region', { name: 'Credit by model' }).getByRole('table');
  await expect(table.getByRole('columnheader', { name: 'Shapley' })).toBeVisible();
  await page.getByRole('button', { name: 'Agent', exact: true }).click();
  await expect(page).toHaveURL(/by=agent/);
  await expect(table.getByRole('rowheader', { name: 'All' })).toBeVisible();
});

test('a marketer writes a test of words on one page, and what was typed is kept', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/experiments');
  await page.getByRole('link', { name: 'New test' }).click();
  await expect(page).toHaveURL(/\/experiments\/new$/);
  const benefit = page.getByRole('region', { name: 'Benefit', exact: true });
  await benefit.getByRole('button', { name: 'Have it written in the style Benefit' }).click();
  await expect(benefit.getByLabel('Headline')).not.toHaveValue('');
  await benefit.getByLabel('Headline').fill('Yours, for less');
  await expect(benefit.getByText('Yours, for less')).toBeVisible();
  await page.getByRole('radio', { name: /Orders/ }).click();
  await page.getByRole('radio', { name: /Fixed split/ }).click();
  await expect(page.getByText(/Customers for each variant|How long it takes cannot be said/)).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: /Orders/ })).toBeChecked();
  await expect(page.getByRole('radio', { name: /Fixed split/ })).toBeChecked();
  await expect(benefit.getByLabel('Headline')).toHaveValue('Yours, for less');
});
