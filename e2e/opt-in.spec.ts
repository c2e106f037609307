import { expect, test } from './fixtures';

const run = Date.now();
const phone = `+447700${String(run).slice(-6)}`;

test('a shopper signs up for SMS; it counts once they confirm it from that telephone', async ({
  page,
  browser,
  request,
  access,
  signInAs,
}) => {
  // The question leaves with the next minute at the latest.
  test.slow();
  const consents = [{ channel: 'sms', status: 'granted', source: 'sign-up form', text_version: '4' }];
  const traits = { phone, firstName: 'Wren', lastName: `Waits ${run}`, country: 'GB', consents };
  const answer = await request.post(`${access.url}/v1/identify`, {
    headers: { Authorization: `Basic ${Buffer.from(`${access.writeKey}:`).toString('base64')}` },
    data: { userId: `opt-in-${run}`, messageId: `opt-in-${run}`, traits },
  });
  expect(answer.ok()).toBe(true);

  await signInAs('marketer');
  await expect(async () => {
    await page.goto(`/demo/customers?q=opt-in-${run}`);
    await page.getByRole('link', { name: `Wren Waits ${run}` }).click({ timeout: 3_000 });
    await page.waitForURL(/\/customers\/[0-9a-f-]{36}/, { timeout: 10_000 });
  }).toPass();
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
