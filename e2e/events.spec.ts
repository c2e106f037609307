import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures';

const run = Date.now();

/** Sends events as a shop's server does. */
async function send(request: APIRequestContext, access: { url: string; writeKey: string }, batch: object[]) {
  const Authorization = `Basic ${Buffer.from(`${access.writeKey}:`).toString('base64')}`;
  const answer = await request.post(`${access.url}/v1/batch`, { headers: { Authorization }, data: { batch } });
  expect(answer.ok()).toBe(true);
}

test('a refused event is mended and sent again, others are discarded with a reason', async ({
  page,
  request,
  access,
  signInAs,
}) => {
  const bad = (n: number) => ({ type: 'page', userId: `late-${run}`, messageId: `bad-${run}-${n}`, timestamp: 'soon' });
  await send(request, access, [bad(1), bad(2), { type: 'page', userId: `late-${run}` }]);
  await signInAs('marketer');
  await page.goto('/demo/events?tab=unusable&code=bad_timestamp');
  const table = page.getByRole('table', { name: 'Events that could not be used' });
  await expect(table).toContainText('timestamp');
  await page
    .getByRole('button', { name: /^Look at and mend/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Mend and send again' });
  await expect(dialog.getByText('Still wrong:')).toBeVisible();
  const text = dialog.getByLabel('Event, as JSON');
  const mended = (await text.inputValue()).replace('soon', '2026-03-31T14:05:00Z');
  await text.fill(mended);
  await expect(dialog.getByText('It can be used as it stands')).toBeVisible();
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: /^Discard all/ }).click();
  const ask = page.getByRole('alertdialog');
  await ask.getByLabel('Reason').fill('Clock of a test.');
  await ask.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('No open event of this kind')).toBeVisible();
  await page.goto('/demo/events?tab=unusable&state=discarded');
  await expect(table).toContainText('Clock of a test.');
  await page.goto('/demo/events?tab=quality');
  await expect(page.getByText('Freshness').first()).toBeVisible();
});

test('two customers who share an address are judged side by side, merged, and are two again', async ({
  page,
  request,
  access,
  signInAs,
}) => {
  const email = `twin-${run}@shop.example`;
  await send(request, access, [
    { type: 'identify', userId: `one-${run}`, traits: { email, firstName: 'Ada', lastName: `One ${run}` } },
    { type: 'identify', userId: `two-${run}`, traits: { email, firstName: 'Ada', lastName: `Two ${run}` } },
  ]);
  await signInAs('marketer');
  await expect(async () => {
    await page.goto('/demo/customers/merges');
    await expect(page.getByText(`One ${run}`).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  const pair = page.getByRole('listitem').filter({ hasText: `One ${run}` });
  await pair.getByRole('button', { name: 'Merge' }).click();
  const ask = page.getByRole('alertdialog');
  await ask.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText('They are one customer now')).toBeVisible();
  await expect(pair).toHaveCount(0);

  await page.goto(`/demo/customers?q=${encodeURIComponent(email)}`);
  const people = page.getByRole('table', { name: 'Customers' }).getByRole('link', { name: /Ada/ });
  await expect(people).toHaveCount(1);
  await people.first().click();
  await expect(page.getByRole('heading', { name: 'Merged into this customer' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Undo merge' }).click();
  await expect(page.getByText('Two customers again')).toBeVisible();
});

test('a write key is replaced while the old one still works', async ({ page, signInAs }) => {
  const name = `Pages ${run}`;
  await signInAs('admin');
  await page.goto('/demo/settings/write-keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const make = page.getByRole('dialog');
  await make.getByLabel('Name', { exact: true }).fill(name);
  await make.getByRole('radio', { name: /^Browser/ }).click();
  await make.getByRole('button', { name: 'Make key' }).click();
  await expect(make.getByText(/^pk_/)).toBeVisible();
  await make.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: `Replace ${name}` }).click();
  const replace = page.getByRole('dialog');
  await replace.getByRole('button', { name: 'Make the new key' }).click();
  await expect(replace.getByText(/^pk_/)).toBeVisible();
  await replace.getByRole('button', { name: 'Done' }).click();
  const rows = page.getByRole('row').filter({ hasText: name });
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'works until' })).toHaveCount(1);
});
