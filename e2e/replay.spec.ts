import { expect, test } from './fixtures';
import { problemsHere } from './page-problems';

test('a smaller cap is tried on the last 30 days, and a decision it changes is opened', async ({ page, signInAs }) => {
  test.slow();
  const name = `Silence ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/policies');
  await page.getByRole('button', { name: 'New draft' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await page.getByLabel('E-mails per customer and window', { exact: true }).fill('0');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Draft saved')).toBeVisible();
  expect(await problemsHere(page), 'the draft').toEqual([]);
  const draftUrl = page.url();

  await page.getByRole('button', { name: 'Compare by replay' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Last 30 days')).toBeVisible();
  await dialog.getByRole('button', { name: 'Start replay' }).click();
  await expect(page).toHaveURL(/\/policies\/replays\/[0-9a-f-]{36}$/);
  const runUrl = page.url();
  await expect(page.getByRole('main').getByText('Finished', { exact: true })).toBeVisible({ timeout: 90_000 });
  expect(await problemsHere(page), 'the replay').toEqual([]);

  // From the count of a rule to its decisions, and from one of them to both of its verdicts.
  const ofTheRule = page.getByRole('listitem').filter({ hasText: 'E-mails of the last days' });
  await ofTheRule.getByRole('link', { name: 'see them' }).click();
  await expect(page).toHaveURL(/rule=spam\.frequency/);
  const changed = page.getByRole('table', { name: 'Decisions that change' });
  await expect(changed.locator('tbody tr').first()).toContainText('E-mails of the last days');
  const file = await page.getByRole('link', { name: 'Export these as CSV' }).getAttribute('href');
  const csv = await page.request.get(new URL(file ?? '', page.url()).href);
  expect(csv.ok()).toBe(true);
  expect(await csv.text()).toContain('spam.frequency');
  await changed.locator('[data-row-link]').first().click();
  await expect(page).toHaveURL(/\/policies\/replays\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: 'As it was decided then' })).toBeVisible();
  await expect(page.getByRole('heading', { name: `Under Draft “${name}”` })).toBeVisible();
  expect(await problemsHere(page), 'a changed decision').toEqual([]);

  // The draft and the list of policies lead back to what was found.
  await page.goto(draftUrl);
  await expect(page.getByRole('complementary').getByText('Replays of this draft')).toBeVisible();
  await page.goto('/demo/policies');
  await page.getByRole('link', { name: `Draft “${name}”` }).click();
  await expect(page).toHaveURL(runUrl);
});
