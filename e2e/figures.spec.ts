import { expect, test } from './fixtures';

test('the number of the scorecard leads to the decisions it is made of', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/scorecard');
  await page
    .getByRole('link', { name: /see the decisions behind it/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/metrics\/rpmt/);
  await expect(page.getByRole('heading', { level: 1, name: 'Revenue per touch' })).toBeVisible();
  await expect(page.getByText('the same as above')).toBeVisible();
  await expect(page.getByText('Credited is not caused')).toBeVisible();
  await page
    .getByRole('link', { name: /: see the decisions behind it/ })
    .last()
    .click();
  await expect(page.getByRole('button', { name: 'Only one action' })).toBeVisible();
});

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
