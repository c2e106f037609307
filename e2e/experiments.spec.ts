import { choose, expect, test } from './fixtures';

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
