import type { APIRequestContext } from '@playwright/test';
import { choose, expect, test } from './fixtures';

const PERSON = { userId: 'e2e-privacy-1', email: 'ottilie.forget@customers.example' };

/** The shop tells of a customer, and what she did. */
async function tellOfPerson(request: APIRequestContext, url: string, writeKey: string): Promise<void> {
  const identify = { type: 'identify', messageId: 'e2e-privacy-1', userId: PERSON.userId };
  const answer = await request.post(`${url}/v1/batch`, {
    headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` },
    data: { batch: [{ ...identify, traits: { email: PERSON.email, firstName: 'Ottilie', lastName: 'Forget' } }] },
  });
  expect(answer.status()).toBe(200);
}

test('an erasure goes from its arrival to its certificate', async ({ page, access, signInAs, request }) => {
  await tellOfPerson(request, access.url, access.writeKey);
  await signInAs('admin');
  await page.goto('/demo/settings/privacy');
  await page.getByRole('button', { name: 'New request' }).first().click();
  const dialog = page.getByRole('dialog');
  await choose(dialog.getByLabel('What is asked for'), 'Erasure');
  await expect(async () => {
    await dialog.getByLabel('E-mail address').fill('');
    await dialog.getByLabel('E-mail address').fill(PERSON.email.toUpperCase());
    await expect(dialog.getByText('Ottilie Forget')).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByRole('button', { name: 'Write it down' }).click();

  await expect(page.getByRole('heading', { level: 1, name: `Erasure: ${PERSON.email}` })).toBeVisible();
  await expect(page.getByText('days left')).toBeVisible();
  await page.getByRole('button', { name: 'Verify identity' }).click();
  await dialog.getByLabel('How did they prove it?').fill('Answered from the address on record.');
  await dialog.getByRole('button', { name: 'Identity is verified' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Erase for good' }).click();

  await expect(page.getByRole('heading', { name: 'Certificate' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { level: 1, name: 'Erasure: an erased person' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download certificate' }).click();
  expect((await download).suggestedFilename()).toMatch(/^privacy-certificate-demo-.*\.json$/);
  await page.goto('/demo/settings/privacy?show=ended');
  await expect(page.getByRole('row', { name: /Erasure/ })).toContainText('In time');
  expect(await page.content()).not.toContain(PERSON.email);
});

test('somebody without a session chooses what they get, from a link in a message', async ({
  page,
  browser,
  signInAs,
}) => {
  await signInAs('admin');
  await page.goto('/demo/sandbox?channel=email&state=delivered');
  await page.locator('main a[href*="/demo/sandbox/"]').first().click();
  const letter = page.frameLocator('iframe[title^="Message:"]');
  const address = await letter.getByRole('link', { name: 'Choose what you get' }).getAttribute('href');

  const stranger = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  const reader = await stranger.newPage();
  await reader.goto(address ?? '');
  await expect(reader.getByRole('heading', { level: 1, name: 'Choose what you get' })).toBeVisible();
  const weekly = reader.getByRole('radio', { name: 'Once a week at most' });
  await expect(weekly).not.toBeChecked();
  await weekly.check();
  await reader.getByRole('button', { name: 'Save my choices' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'Your choices are saved' })).toBeVisible();
  await expect(weekly).toBeChecked();
  await reader.getByRole('button', { name: 'Pause for 30 days' }).click();
  await expect(reader.getByText(/^Paused until/)).toBeVisible();
  await reader.getByRole('button', { name: 'Unsubscribe from everything' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'You are unsubscribed from everything' })).toBeVisible();
  const email = reader.getByRole('checkbox', { name: 'E-mail', exact: true });
  await expect(email).not.toBeChecked();
  // As it was before: other specs write to the same people.
  await email.check();
  await reader.getByRole('radio', { name: 'As it comes' }).check();
  await reader.getByRole('button', { name: 'Save my choices' }).click();
  await expect(email).toBeChecked();
  await reader.getByRole('button', { name: 'End the pause now' }).click();
  await expect(reader.getByRole('heading', { level: 1, name: 'Welcome back' })).toBeVisible();
  await stranger.close();
});
