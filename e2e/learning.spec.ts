import { expect, test } from './fixtures';

test('an agent’s page says what it has learnt, from how much, and why decisions do not go by it yet', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await page.goto('/demo/agents/cart_winback');
  await expect(page.getByRole('heading', { name: 'What it has learnt' })).toBeVisible();
  const known = page.getByRole('table', { name: 'What it has learnt' });
  await expect(known.or(page.getByText('No outcome is known yet'))).toBeVisible();
  await expect(page.getByText(/^Decisions go by assumptions \(kpi-baseline-1\)\./)).toBeVisible();
  // Nothing was proven in so short a history: there is nothing to choose.
  await expect(page.getByRole('button', { name: 'Choose version' })).toHaveCount(0);
});
