import { expect, test } from './fixtures';

test('everything is stopped from any page in two actions, seen in every window, and resumed with a reason', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs('admin');
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signInAs('approver', other);
  await other.goto('/demo/decisions');
  await page.goto('/demo/customers');

  await page.getByRole('button', { name: /Open the kill switch/ }).click();
  await page.getByLabel('In your own words').fill('Wrong price in the template');
  await page.getByRole('button', { name: 'Stop sending', exact: true }).click();
  const banner = /Sending is stopped: Everything/;
  await expect(page.getByRole('alert').filter({ hasText: banner })).toBeVisible();
  await expect(other.getByRole('alert').filter({ hasText: banner })).toBeVisible();

  await page.getByRole('button', { name: 'Details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Kill switch' });
  await expect(dialog.getByText(/waits? to leave|No message waits/)).toBeVisible();
  await expect(dialog.getByText('Wrong price in the template')).toBeVisible();
  await expect(dialog.getByText(/^Ending this stop lets/)).toBeVisible();
  await dialog.getByLabel('Why sending may go on').fill('The drill is over.');
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('alert').filter({ hasText: banner })).toHaveCount(0);
  await expect(other.getByRole('alert').filter({ hasText: banner })).toHaveCount(0);
  await elsewhere.close();
});
