import { expect, test } from './fixtures';

test('what is not open or does not exist is said inside the frame', async ({ page, signInAs }) => {
  await signInAs('approver');
  const frame = page.getByRole('navigation', { name: 'Main' });
  await page.goto('/demo/audit');
  await expect(page.getByText('This is for administrators and executives.', { exact: false })).toBeVisible();
  await expect(frame).toBeVisible();
  await page.goto('/demo/settings/people');
  await expect(page.getByRole('heading', { level: 1, name: /not open to you/ })).toBeVisible();
  await page.goto('/demo/settings');
  await expect(page.getByRole('heading', { level: 1, name: 'Suppression list' })).toBeVisible();
  await page.goto('/demo/there-is-no-such-page');
  await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible();
  await expect(frame).toBeVisible();
});

test('what stands behind a figure adds up to it, whichever figure and days', async ({ page, signInAs }) => {
  await signInAs('marketer');
  for (const figure of ['touches', 'open_rate', 'cart_recovery_rate', 'delivery_rate', 'repeat_purchase_rate']) {
    for (const range of ['7d', '28d']) {
      await page.goto(`/demo/metrics/${figure}?range=${range}`);
      await expect(page.getByText('the same as above'), `${figure} over ${range}`).toBeVisible();
    }
  }
});

test('figures of customers lead to customers, and what is not recorded says so', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/metrics/customer_lifetime_value');
  await expect(page.getByText('Customers behind it')).toBeVisible();
  await page.getByRole('row').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/customers\//);
  await page.goto('/demo/metrics/read_rate');
  await expect(page.getByRole('heading', { name: 'Not recorded' })).toBeVisible();
});

test('an executive tries out what it returns, and the address keeps the assumptions', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard');
  await page.getByRole('link', { name: 'Return on investment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Return on investment' })).toBeVisible();
  await page.getByRole('button', { name: 'First year' }).click();
  await expect(page.getByLabel('Set-up, once (USD)')).toHaveValue('600000');
  const cost = page.getByRole('definition').nth(3);
  await expect(cost).toHaveText('$600,000');
  await page.getByLabel('Set-up, once (USD)').fill('1500');
  await expect(cost).toHaveText('$1,500');
  await page.getByLabel('Gross margin (%)').fill('140');
  await expect(page.getByText('Enter a number from 0 to 100.')).toBeVisible();
  await expect(page).toHaveURL(/setup=1500/);
  await page.reload();
  await expect(page.getByLabel('Set-up, once (USD)')).toHaveValue('1500');
  await expect(page.getByLabel('Gross margin (%)')).toHaveValue('100');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByLabel('Set-up, once (USD)')).toHaveValue('600000');
});
