import { expect, signIn, test } from './fixtures';

test('an administrator connects a provider, is told what is wrong, and never sees the secret again', async ({
  page,
  access,
}) => {
  await signIn(page, access, 'admin');
  await page.goto('/demo/settings/channels');
  const email = page.getByRole('region', { name: 'E-mail' });
  await expect(email.getByText('Sandbox', { exact: true })).toBeVisible();
  await email.getByRole('button', { name: 'Connect a provider' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('API key').fill('nonsense');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog.getByText('begins with “SG.”')).toBeVisible();
  await dialog.getByLabel('API key').fill('SG.of-a-test.0123456789wxyz');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog).toBeHidden();
  await expect(email.getByText('A provider is connected and not used here')).toBeVisible();
  await expect(email.getByText('/v1/webhooks/')).toBeVisible();
  await email.getByRole('button', { name: 'Change' }).click();
  await expect(dialog.getByText('One that ends in wxyz is set')).toBeVisible();
  expect(await page.content()).not.toContain('of-a-test');
  await page.keyboard.press('Escape');
  await email.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(email.getByText('No provider is connected')).toBeVisible();
});
