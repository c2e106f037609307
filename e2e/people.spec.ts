import { expect, test } from './fixtures';

test('an administrator invites somebody, who comes in, is given another role, and leaves', async ({
  browser,
  page,
  signInAs,
}) => {
  // Another at each try: whoever was let in is known from then on.
  const stamp = Date.now();
  const [name, email] = [`Nia ${stamp}`, `nia-${stamp}@new.example`];
  await signInAs('admin');
  await page.goto('/demo/settings/people');
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill('nia');
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await expect(dialog.getByText('This is no e-mail address.')).toBeVisible();
  await dialog.getByLabel('E-mail').fill(email.toUpperCase());
  await dialog.getByRole('radio', { name: /^Approver/ }).check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const address = (await dialog.locator('code').innerText()).trim();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('table', { name: 'Invitations' })).toContainText(email);

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(new URL(address).pathname);
  await guest.getByLabel('Your name').fill(name);
  await guest.getByLabel('Password').fill('nianianianiania');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByText('different characters')).toBeVisible();
  await guest.getByLabel('Password').fill('a lantern above the quay');
  await guest.getByRole('button', { name: 'Join' }).click();
  await expect(guest.getByRole('link', { name: /Review inbox/ })).toBeVisible();
  await guest.goto('/demo/settings/people');
  await expect(guest.getByText('The list of people is not open to you')).toBeVisible();

  await page.reload();
  const row = page.getByRole('row', { name: new RegExp(name) });
  await row.getByRole('button', { name: `Change ${name}` }).click();
  await dialog.getByRole('radio', { name: /^Executive/ }).check();
  await dialog.getByRole('button', { name: 'Change role' }).click();
  await expect(row).toContainText('Executive');
  await guest.goto('/demo/account');
  await expect(guest.getByText(`${name}, ${email}`)).toBeVisible();
  await expect(guest.getByRole('table', { name: 'Your sign-ins' })).toContainText('This one');

  await row.getByRole('button', { name: `Change ${name}` }).click();
  await dialog.getByRole('button', { name: 'Remove…' }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toHaveCount(0);
  await guest.goto('/demo');
  await expect(guest.getByText(name)).toHaveCount(0);
  await guest.context().close();
});
