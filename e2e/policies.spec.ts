import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** Asks the API as the signed-in person; the answer without its envelope. */
async function ask<Answer>(page: Page, procedure: string, input: object, isMutation = false): Promise<Answer> {
  const json = { workspace: 'demo', ...input };
  const headers = { Origin: new URL(page.url()).origin };
  const response = isMutation
    ? await page.request.post(`/api/trpc/${procedure}`, { data: { json }, headers })
    : await page.request.get(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ json }))}`);
  expect(response.ok(), `${procedure}: ${await response.text()}`).toBe(true);
  return (await response.json()).result.data.json as Answer;
}

/** Gives a reason, ticks every warning and confirms; answers the version that came into force. */
async function confirm(page: Page, button: 'Activate' | 'Roll back', reason: string): Promise<number> {
  const before = page.url();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/No decision waits|waiting would|would wait again/).first()).toBeVisible();
  await dialog.getByLabel('Reason').fill(reason);
  for (const tick of await dialog.getByRole('checkbox').all()) await tick.check();
  await dialog.getByRole('button', { name: button }).click();
  await expect(page).not.toHaveURL(before);
  await expect(page).toHaveURL(/\/policies\/versions\/\d+/);
  return Number(page.url().match(/versions\/(\d+)/)?.[1]);
}

test('a policy is drafted, checked, activated, cited and rolled back', async ({ page, browser, signInAs }) => {
  // Three people sign in, one after the other.
  test.slow();
  const name = `Calmer ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/policies');
  await page.getByRole('button', { name: 'New draft' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  const cap = page.getByLabel('E-mails per customer and window', { exact: true });
  const before = Number(await cap.inputValue());
  await cap.fill('0');
  const aside = page.getByRole('complementary', { name: 'What it changes' });
  await expect(aside.getByText('no marketing e-mail ever leaves', { exact: false })).toBeVisible();
  await cap.fill('-1');
  await expect(page.getByText('Allowed: 0 e-mails to 100 e-mails.').first()).toBeVisible();
  // The threshold is called by its name, and leads there.
  const problem = aside.getByRole('listitem').filter({ hasText: 'Must be a whole number' });
  await expect(problem.getByRole('link', { name: 'E-mails per customer and window' })).toBeVisible();
  const wanted = before === 2 ? 1 : 2;
  await cap.fill(String(wanted));
  await expect(aside.getByRole('heading', { name: '1 change' })).toBeVisible();
  await expect(aside.getByText(`${before} e-mails`)).toBeVisible();
  await page.getByRole('link', { name: 'Decisions' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('Leave without saving?');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toBeHidden();
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Activate' })).toHaveCount(0);
  const draftUrl = page.url();

  const office = await (await browser.newContext()).newPage();
  await signInAs('admin', office);
  await office.goto(draftUrl);
  await office.getByRole('button', { name: 'Activate' }).click();
  const version = await confirm(office, 'Activate', 'Fewer complaints.');
  await expect(office.getByText('In force', { exact: true })).toBeVisible();

  const { items } = await ask<{ items: { id: string }[] }>(office, 'customers.list', { limit: 1 });
  const asked = { customerId: items[0]?.id, agentId: 'cart_winback' };
  const { decisionId } = await ask<{ decisionId: string }>(office, 'decisions.decideNow', asked, true);
  await office.goto(`/demo/decisions/${decisionId}`);
  await office.getByRole('link', { name: `version ${version}` }).click();
  await expect(office).toHaveURL(new RegExp(`/policies/versions/${version}$`));

  await office.goto(`/demo/policies/versions/${version - 1}`);
  await office.getByRole('button', { name: 'Roll back to this' }).click();
  expect(await confirm(office, 'Roll back', 'It cost revenue.')).toBe(version + 1);
  await expect(office.getByRole('link', { name: `version ${version - 1}` })).toBeVisible();

  const board = await (await browser.newContext()).newPage();
  await signInAs('executive', board);
  await board.goto('/demo/policies');
  await expect(board.getByText('It cost revenue.')).toBeVisible();
  await expect(board.getByRole('button', { name: 'New draft' })).toHaveCount(0);
});
