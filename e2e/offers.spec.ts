import { choose, expect, test } from './fixtures';

test('an offer is proposed by one person, approved by another and revoked with a reason', async ({
  page,
  browser,
  signInAs,
}) => {
  const name = `Spring ladder ${Date.now()}`;
  await signInAs('marketer');
  await page.goto('/demo/offers');
  await page.getByRole('button', { name: 'Propose an offer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Propose an offer' });
  await dialog.getByRole('button', { name: 'Propose' }).click();
  for (const problem of [
    'Give it a name.',
    'Say for which messages it is.',
    'A whole percentage from 1 to 100.',
    'Give it a budget above zero.',
  ]) {
    await expect(dialog.getByText(problem)).toBeVisible();
  }
  await dialog.getByLabel('Name').fill(name);
  await choose(dialog.getByRole('combobox', { name: 'For' }), 'Cart & win-back: Cart recovery e-mail');
  await dialog.getByLabel('At most, percent off').fill('20');
  await dialog.getByLabel(/^Budget/).fill('500');
  await dialog.getByLabel('First day').fill('2026-01-01');
  await dialog.getByLabel('Last day').fill('2030-12-31');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  const card = page.locator('section', { has: page.getByRole('heading', { name }) }).last();
  await expect(card).toContainText('Waits for approval');
  await expect(card.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
  await expect(card.getByRole('button', { name: `Take back ${name}` })).toBeVisible();

  const office = await browser.newContext();
  const approver = await office.newPage();
  await signInAs('approver', approver);
  await approver.goto('/demo');
  await approver.getByRole('link', { name: /offers? waits? for your approval/ }).click();
  await expect(approver.getByRole('link', { name: /^Offers ?, to approve: \d/ })).toBeVisible();
  await approver.getByRole('button', { name: `Approve ${name}` }).click();
  await expect(approver.getByRole('alertdialog')).toContainText('up to 20% off');
  await approver.getByRole('alertdialog').getByRole('button', { name: 'Approve' }).click();
  const approved = approver.locator('section', { has: approver.getByRole('heading', { name }) }).last();
  await expect(approved).toContainText('In force');
  await expect(approved).toContainText('Nothing is given of it so far.');
  await expect(approved).toContainText('$475.00 left before it pauses at $475.00');
  await approver.getByRole('button', { name: `Revoke ${name}` }).click();
  await approver.getByRole('alertdialog').getByLabel('Why').fill('A drill of the test.');
  await approver.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(approved).toContainText('Revoked');
  await expect(approver.getByRole('table', { name: 'Discount ledger' })).toBeVisible();
  await office.close();
});
