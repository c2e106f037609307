import { choose, expect, test } from './fixtures';

test('an administrator sets a level by hand and finds it in the history, a marketer only reads', async ({
  page,
  browser,
  signInAs,
}) => {
  const reason = `A drill of the test, ${Date.now()}.`;
  await signInAs('admin');
  await page.goto('/demo/agents');
  await page.getByRole('link', { name: 'Cart & win-back' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Cart & win-back' })).toBeVisible();
  await expect(page.getByText(/^For the next level: /).first()).toBeVisible();

  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Cart reminder' }) }).last();
  const isAtBottom = await card.getByText('Level 0').isVisible();
  await page.getByRole('button', { name: 'Set level of Cart reminder' }).click();
  const dialog = page.getByRole('dialog', { name: /Set the level of/ });
  await choose(dialog.getByRole('combobox', { name: 'Level' }), isAtBottom ? /^1: / : /^0: /);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: 'Set level' }).click();
  const history = page.getByRole('table', { name: 'Level history' });
  await expect(history.getByRole('row').filter({ hasText: reason })).toContainText('Set by hand');
  await history.getByRole('row').filter({ hasText: reason }).getByText('Evidence').click();
  await expect(history.getByText(/^Approvals in a row/).first()).toBeVisible();

  const desk = await browser.newContext();
  const marketer = await desk.newPage();
  await signInAs('marketer', marketer);
  await marketer.goto('/demo/agents/cart_winback');
  await expect(marketer.getByRole('row').filter({ hasText: reason })).toBeVisible();
  await expect(marketer.getByRole('button', { name: /^Set level/ })).toHaveCount(0);
  await desk.close();
});

test('an agent says what it would do for one customer, and stores nothing of it', async ({ page, signInAs }) => {
  await signInAs('marketer');
  const answer = page.getByRole('status').filter({ hasText: /^(It|A guardrail) would / });
  for (const agent of ['cart_winback', 'lifecycle', 'campaign']) {
    await page.goto(`/demo/agents/${agent}`);
    await page.getByRole('list', { name: 'Customers' }).getByRole('button').first().click();
    await expect(page).toHaveURL(/\?customer=/);
    await expect(answer).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Candidates' })).toBeVisible();
    await page.reload();
    await expect(answer).toBeVisible();
  }
  await page.goto('/demo/agents/creative_testing');
  await page.getByRole('list', { name: 'Customers' }).getByRole('button').first().click();
  await expect(page.getByRole('list', { name: 'Words by message' }).getByRole('listitem')).not.toHaveCount(0);
  await page.goto('/demo/decisions');
  await expect(page.getByRole('table', { name: 'Decisions' })).toBeVisible();
  await expect(page.getByText('Asked by a person')).toHaveCount(0);
});
