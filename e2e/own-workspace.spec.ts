import { choose, expect, test } from './fixtures';

test('an administrator makes a workspace of their own, and its first event arrives', async ({
  page,
  request,
  access,
  signInAs,
}) => {
  await signInAs('admin');
  await page.goto('/demo');
  await page.getByRole('button', { name: /^Workspace .*Switch$/ }).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await expect(page.getByRole('heading', { name: 'New workspace' })).toBeVisible();

  const slug = `tea-${Date.now().toString(36)}`;
  const make = page.getByRole('button', { name: 'Make workspace' });
  await make.click();
  await expect(page.getByText('Give the workspace a name.')).toBeVisible();
  await expect(page.getByText('Give the postal address of the company')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Demo');
  await expect(page.getByLabel('Company')).toHaveValue('Demo');
  await expect(page.getByText('“demo” is an address of the product itself')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('North Sea Tea');
  await expect(page.getByLabel('Address', { exact: true })).toHaveValue('north-sea-tea');
  await page.getByLabel('Address', { exact: true }).fill(slug);
  await page.getByLabel('Website').fill('https://tea.example');
  await page.getByLabel('Sender’s address').fill('hello@tea.example');
  await page.getByLabel('Postal address').fill('4 Dyke Road, 26548 Norderney, Germany');
  await expect(page.getByLabel('Answers go to')).toHaveValue('hello@tea.example');
  await expect(page.getByLabel('Currency')).toHaveText(/GBP/);
  await make.click();
  await page.waitForURL(`**/${slug}`);

  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByText('0 of 5 done')).toBeVisible();
  await steps.getByRole('link', { name: 'Write keys' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Shop');
  await dialog.getByRole('button', { name: 'Make key' }).click();
  const key = (await dialog.getByText(/^wk_/).innerText()).trim();
  await dialog.getByRole('button', { name: 'Done' }).click();

  const Authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const data = { userId: 'ida', event: 'Tea Poured', properties: { cups: 2 } };
  const answer = await request.post(`${access.url}/v1/track`, { headers: { Authorization }, data });
  expect(answer.ok()).toBe(true);
  await page.goto(`/${slug}/events`);
  await expect(page.getByText('Tea Poured').first()).toBeVisible();
  await page.goto(`/${slug}`);
  await expect(steps.getByText('2 of 5 done')).toBeVisible();

  await page.goto(`/${slug}/settings/workspace`);
  // When the page can be typed into, its preview is there.
  await expect(page.frameLocator('iframe').getByText('The North Sea Tea team')).toBeVisible();
  await page.getByLabel('Signature').fill('Ida, North Sea Tea');
  await expect(page.frameLocator('iframe').getByText('Ida, North Sea Tea')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Workspace saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Signature')).toHaveValue('Ida, North Sea Tea');

  // An event has come: days can be cut anew, amounts cannot be another currency's.
  await expect(page.getByText('Amounts have come in and been counted in this currency.')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Currency' })).toHaveCount(0);
  await choose(page.getByRole('combobox', { name: 'Time zone' }), 'Asia/Tokyo');
  await page.getByRole('button', { name: 'Change what it counts in' }).click();
  await expect(page.getByText('Saved: days and amounts are counted so from now on')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveText(/Asia\/Tokyo/);
});
