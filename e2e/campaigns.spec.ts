import { choose, expect, test } from './fixtures';

/** An hour ago, as an input for date and time takes it. */
function anHourAgo(): string {
  const at = new Date(Date.now() - 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

test('a campaign goes from its draft through another person’s approval to decisions', async ({
  page,
  browser,
  signInAs,
}) => {
  const name = `Spring letter ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/campaigns');
  await page.getByRole('link', { name: 'New campaign' }).first().click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('checkbox', { name: 'Valued' }).check();
  await choose(page.getByRole('combobox', { name: 'Begins' }), 'On a date');
  await page.getByLabel('Date and time').fill(anHourAgo());
  await expect(page.getByRole('status').filter({ hasText: /[1-9]\d* customers/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Message' })).toBeVisible();
  await page.getByRole('button', { name: 'Keep as a draft' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const address = page.url();
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByText(/customers? looked at/)).toBeVisible();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(page.getByText(/Waits for an? .*approver/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve all' })).toHaveCount(0);

  const office = await browser.newContext();
  const approver = await office.newPage();
  await signInAs('approver', approver);
  await approver.goto(address);
  // What is approved is seen: to how many, and in which words.
  await expect(approver.getByText(/[1-9]\d* customers/)).toBeVisible();
  await expect(approver.getByRole('heading', { name: 'As a customer sees it' })).toBeVisible();
  await expect(approver.getByRole('region', { name: 'Message' })).toBeVisible();
  await approver.getByRole('button', { name: 'Send back' }).click();
  await approver.getByRole('alertdialog').getByLabel('What is to be changed').fill('Name the season.');
  await approver.getByRole('alertdialog').getByRole('button', { name: 'Send back' }).click();
  await expect(approver.getByText('Name the season.')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await expect(page.getByText(/Waits for an? .*approver/)).toBeVisible();
  await approver.reload();
  await approver.getByRole('button', { name: 'Approve all' }).click();
  await expect(approver.getByText(`“${name}” is approved`)).toBeVisible();
  await office.close();

  await page.reload();
  await page.getByRole('button', { name: 'Launch' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Launch' }).click();
  await expect
    .poll(async () => Number(await page.locator('dt:text-is("Reached") + dd').innerText()), { timeout: 60_000 })
    .toBeGreaterThan(0);

  await page.goto('/demo/decisions?agent=campaign');
  await page.locator('[data-row-link]').first().click();
  await expect(page.getByText(`“${name}”`).first()).toBeVisible();
});
