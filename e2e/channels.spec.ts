import { choose, expect, signIn, test } from './fixtures';

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

test('an administrator says what a template of WhatsApp is for, and takes it out of use', async ({ page, access }) => {
  await signIn(page, access, 'admin');
  await page.goto('/demo/settings/channels');
  const templates = page.getByRole('region', { name: 'Templates' });
  await expect(templates.getByText('None yet.')).toBeVisible();
  await templates.getByRole('button', { name: 'Use the sandbox’s own' }).click();
  const news = templates.getByRole('listitem').filter({ hasText: 'come back news' });
  await expect(news.getByText('Approved')).toBeVisible();
  await news.getByRole('button', { name: 'Use', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await choose(dialog.getByLabel('Speaks for'), 'Win-back offer');
  for (const [number, value] of ['First name', 'Name of the shop', 'First name'].entries()) {
    await choose(dialog.getByLabel(`Placeholder ${number + 1}`), value);
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('leads nowhere');
  await choose(dialog.getByLabel('Placeholder 3'), 'Link to the shop');
  await expect(dialog.getByText('Hi [first name], there are new things')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(news.getByText('Speaks for: Win-back offer')).toBeVisible();
  await news.getByRole('button', { name: 'Change use' }).click();
  await dialog.getByRole('button', { name: 'Take out of use' }).click();
  await expect(news.getByText('Speaks for')).toBeHidden();
});
