import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const run = Date.now();
const phone = `+447700${String(run).slice(-6)}`;

type Shop = { url: string; writeKey: string };

/** The shop tells of somebody who ticked the box for SMS. */
async function signUp(request: APIRequestContext, { url, writeKey }: Shop, key: string, traits: object) {
  const consents = [{ channel: 'sms', status: 'granted', source: 'sign-up form', text_version: '4' }];
  const answer = await request.post(`${url}/v1/identify`, {
    headers: { Authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` },
    data: { userId: key, messageId: key, traits: { ...traits, country: 'GB', consents } },
  });
  expect(answer.ok()).toBe(true);
}

/** Their page, once the shop's word has been worked in. */
async function openCustomer(page: Page, key: string, name: string) {
  await expect(async () => {
    await page.goto(`/demo/customers?q=${key}`);
    await page.getByRole('link', { name }).click({ timeout: 3_000 });
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}/, { timeout: 10_000 });
  }).toPass();
}

test('a shopper signs up for SMS; it counts once they confirm it from that telephone', async ({
  page,
  browser,
  request,
  access,
  signInAs,
}) => {
  // The question leaves with the next minute at the latest.
  test.slow();
  await signUp(request, access, `opt-in-${run}`, { phone, firstName: 'Wren', lastName: `Waits ${run}` });

  await signInAs('marketer');
  await openCustomer(page, `opt-in-${run}`, `Wren Waits ${run}`);
  const consent = page.getByRole('listitem').filter({ hasText: 'SMS: not confirmed' });
  await expect(async () => {
    await page.reload();
    await expect(consent).toContainText('Waiting for confirmation since', { timeout: 3_000 });
  }).toPass();
  const customer = page.url();

  await page.goto(`/demo/sandbox?q=${encodeURIComponent(phone)}`);
  await page.locator('main a[href*="/demo/sandbox/"]').first().click();
  await expect(page.getByText('no marketing and no touch')).toBeVisible();
  await page.getByRole('tab', { name: 'Links' }).click();
  const link = await page.getByRole('link', { name: 'Open Link in a new tab' }).getAttribute('href');

  const stranger = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const shopper = await stranger.newPage();
  await shopper.goto(link ?? '');
  await expect(shopper.getByRole('heading', { level: 1, name: 'Do you want to hear from us?' })).toBeVisible();
  await page.goto(customer);
  await expect(consent).toBeVisible();
  await shopper.getByRole('button', { name: 'Confirm' }).click();
  await expect(shopper.getByRole('heading', { level: 1, name: 'You are signed up' })).toBeVisible();
  await stranger.close();
  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'SMS: agreed' })).toBeVisible();
});

test('a colleague has somebody asked whom nobody asked, and is told when they were asked enough', async ({
  page,
  browser,
  request,
  access,
  signInAs,
}, { retry, repeatEachIndex }) => {
  // The question leaves with the next minute at the latest.
  test.slow();
  const tried = 10 * repeatEachIndex + retry;
  const key = `ask-${run}-${tried}`;
  const number = `+447701${String(run + tried).slice(-6)}`;
  const name = `Robin Asked ${key}`;
  const told = page.getByRole('region', { name: 'Notifications' });
  await signInAs('admin');
  await page.goto('/demo/settings/suppressions');
  await page.getByRole('button', { name: 'Add address' }).first().click();
  const adding = page.getByRole('dialog', { name: 'Add to the suppression list' });
  await adding.getByLabel('E-mail address or telephone number').fill(number);
  await adding.getByLabel('How do you know?').fill('Their mother says it is hers.');
  await adding.getByRole('button', { name: 'Add to the list' }).click();
  await expect(told.getByText('The address is on the list')).toBeVisible();

  // Asked is nobody whose number is closed: so the yes comes, and no question leaves.
  await signUp(request, access, key, { phone: number, firstName: 'Robin', lastName: `Asked ${key}` });
  await openCustomer(page, key, name);
  const customer = page.url();
  await expect(page.getByRole('listitem').filter({ hasText: 'SMS: never write again' })).toBeVisible();
  await page.goto('/demo/settings/suppressions');
  await page.getByLabel('Look for a whole address').fill(number);
  await page.getByRole('button', { name: /^Take off: .*SMS/ }).click();
  const removing = page.getByRole('dialog', { name: 'Take this address off the list?' });
  await removing.getByLabel('Why is it taken off?').fill('It was another number.');
  await removing.getByRole('button', { name: 'Take it off the list' }).click();
  await expect(told.getByText('The address is off the list')).toBeVisible();

  await page.goto(customer);
  const consent = page.getByRole('listitem').filter({ hasText: 'SMS: not confirmed' });
  await expect(consent).toContainText('Nobody asked them to confirm it.');
  await consent.getByRole('button', { name: 'Ask them to confirm' }).click();
  await expect(told.getByText('The question is on its way')).toBeVisible();
  await expect(async () => {
    await page.reload();
    await expect(consent).toContainText('Waiting for confirmation since', { timeout: 3_000 });
  }).toPass();
  await consent.getByRole('button', { name: 'Ask again' }).click();
  await expect(told.getByText('They were not asked')).toBeVisible();
  await expect(told.getByText('This address was asked already')).toBeVisible();

  const onlooker = await (await browser.newContext()).newPage();
  await signInAs('approver', onlooker);
  await onlooker.goto(customer);
  await expect(onlooker.getByRole('listitem').filter({ hasText: 'SMS: not confirmed' })).toBeVisible();
  await expect(onlooker.getByRole('button', { name: 'Ask again' })).toHaveCount(0);
  await onlooker.context().close();
});
