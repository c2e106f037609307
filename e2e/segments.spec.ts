import { choose, expect, test } from './fixtures';
import { DESKTOP } from './page-problems';

test('a segment is built by keyboard and mouse, counted as it is written, and explained on a customer’s page', async ({
  page,
  signInAs,
}) => {
  const name = `Buyers ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/segments');
  await expect(page.getByRole('link', { name: 'VIPs' })).toBeVisible();
  await page.getByRole('link', { name: 'New segment' }).first().click();
  await page.getByRole('button', { name: /Window shoppers/ }).click();
  await expect(page.getByTestId('rule-words')).toContainText('Did “Product Viewed” at least 3 times');
  await page.getByRole('button', { name: /From nothing/ }).click();
  await page.getByLabel('Name').fill(name);
  const found = page.getByRole('status').filter({ hasText: /customers/ });
  await expect(found).toContainText(/[1-9]\d* customers/);

  await page.getByRole('button', { name: 'Add a group' }).click();
  const group = page.getByRole('group', { name: 'Group 2' });
  await expect(group.getByText('Choose at least one value.')).toBeVisible();
  await expect(page.getByText('Finish the rule to see whom it finds.')).toBeVisible();
  await choose(group.getByRole('combobox', { name: 'Kind of condition' }), 'Bought');
  await choose(group.getByRole('combobox', { name: 'When' }), 'ever');
  await group.getByLabel('Number').fill('1');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('rule-words')).toHaveText(
    'Number of orders is at least 1 and ordered at least 1 time.',
  );
  await expect(found).toContainText(/[1-9]\d* customers/);
  await page.getByRole('button', { name: 'Make the segment' }).click();

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const address = page.url();
  const member = page.getByRole('table', { name: 'Members' }).getByRole('link').first();
  await expect(member).toBeVisible({ timeout: 60_000 });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^segment.*\.csv$/);

  await member.click();
  const reasons = page.locator('details').filter({ hasText: name });
  await reasons.locator('summary').click();
  await expect(reasons).toContainText(/ordered at least 1 time \(now: \d+ orders?\)/);

  await page.goto(address);
  await page.getByRole('button', { name: 'Archive' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Archive' })).toBeVisible();
  await page.goto(`/demo/segments?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('table', { name: 'Segments' }).getByRole('link')).toHaveCount(1);
});

test('the builder fits a phone, and an executive reads without changing', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/demo/segments/new?from=repeat-and-quiet');
  await expect(page.getByTestId('rule-words')).toContainText('opened no E-mail message in the last 30 days');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  await page.setViewportSize(DESKTOP);
  await page.goto('about:blank');
  await page.context().clearCookies();
  await signInAs('executive');
  await page.goto('/demo/segments');
  await expect(page.getByRole('link', { name: 'VIPs' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'New segment' })).toHaveCount(0);
  await page.goto('/demo/segments/new');
  await expect(page.getByText('Making segments')).toBeVisible();
});
