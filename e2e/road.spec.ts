import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { afternoonZone, figureOf } from './road-steps';

const run = Date.now();
const FAMILY = `Roadworth ${run % 10_000}`;
const MINUTE = 60_000;
const before = (minutes: number) => new Date(run - minutes * MINUTE).toISOString();

/**
 * What the browsers of these shoppers and the shop tell of them: who they are, that they want mail, and carts left two
 * and a half hours ago. Many more than are approved below, since some are left alone for measurement.
 */
async function leaveCarts(request: APIRequestContext, access: { url: string; writeKey: string }): Promise<string[]> {
  const shoppers = Array.from({ length: 14 }, (_, n) => ({
    userId: `road-${run}-${n}`,
    firstName: `Ada${n}`,
    lastName: FAMILY,
  }));
  const batch = shoppers.flatMap(({ userId, firstName, lastName }) => [
    {
      type: 'identify',
      userId,
      traits: { firstName, lastName, email: `${userId}@shop.example`, timezone: afternoonZone(run) },
      timestamp: before(3_000),
    },
    {
      type: 'track',
      event: 'Consent Granted',
      userId,
      properties: { channel: 'email', source: 'checkout', text_version: 'checkout-2' },
      timestamp: before(2_990),
    },
    {
      type: 'track',
      event: 'Product Added',
      userId,
      properties: {
        cart_id: `cart-${userId}`,
        product_id: 'KIT-06',
        name: 'Pour-over coffee set',
        price: 34,
        quantity: 2,
      },
      timestamp: before(150),
    },
  ]);
  const Authorization = `Basic ${Buffer.from(`${access.writeKey}:`).toString('base64')}`;
  const answer = await request.post(`${access.url}/v1/batch`, { headers: { Authorization }, data: { batch } });
  expect(answer.ok()).toBe(true);
  return shoppers.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
}

/** Presses a key that leads to another decision, once the one on screen takes keys; high risk is asked about first. */
async function moveOn(page: Page, key: 'a' | 'ArrowRight'): Promise<void> {
  const link = page.url();
  const hasMoved = () => page.url() !== link;
  await expect(page.locator('button[aria-keyshortcuts="A"]')).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press(key);
  const question = page.getByRole('alertdialog', { name: 'Its risk is high' });
  await expect.poll(async () => hasMoved() || (await question.isVisible())).toBe(true);
  if (!hasMoved()) await question.getByRole('button', { name: 'Approve' }).press('Enter');
  await expect.poll(hasMoved).toBe(true);
}

/** Carts are looked at every minute; what is new joins the list when whoever reads it says so, an empty one by itself. */
async function untilTheyWait(page: Page): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Waiting decisions' });
  const newOnes = page.getByRole('button', { name: /new decisions?$/ });
  await expect(async () => {
    if (await newOnes.isVisible()) await newOnes.press('Enter');
    expect(await list.getByRole('link', { name: FAMILY }).count()).toBeGreaterThanOrEqual(3);
  }).toPass({ timeout: 200_000 });
}

/** Approves the next decision about one of these shoppers' carts, by keyboard alone; returns whose it was. */
async function approveNextCart(page: Page, shoppers: readonly string[]): Promise<string> {
  const whose = page.locator('[data-decision-heading] strong');
  await expect(whose).toBeVisible();
  const name = async () => (await whose.innerText()).trim();
  while (!shoppers.includes(await name())) await moveOn(page, 'ArrowRight');
  const approved = await name();
  await expect(page.locator('[data-decision-heading]')).toContainText('about a cart');
  await expect(page.getByLabel('At stake').getByText('at once', { exact: true })).toBeVisible();
  await moveOn(page, 'a');
  return approved;
}

test('from carts left behind to revenue per touch', async ({ page, context, request, access, signInAs }) => {
  // Carts are looked for once a minute; a busy machine takes its time to decide.
  test.slow();
  const shoppers = await leaveCarts(request, access);
  await signInAs('approver');
  await page.goto('/demo');
  await expect(page.getByRole('heading', { name: 'Credited revenue', exact: true })).toBeVisible();
  const start = { revenue: await figureOf(page, 'Credited revenue'), touches: await figureOf(page, 'Touches') };

  await page.goto('/demo/inbox');
  await untilTheyWait(page);
  const approved: string[] = [];
  for (let turn = 0; turn < 3; turn++) approved.push(await approveNextCart(page, shoppers));
  expect(new Set(approved).size).toBe(3);

  // What was approved can be taken back for some seconds before it leaves.
  await expect
    .poll(
      async () => {
        await page.goto('/demo');
        await expect(page.getByRole('heading', { name: 'Touches', exact: true })).toBeVisible();
        return figureOf(page, 'Touches');
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThanOrEqual(start.touches + 3);

  const [name = ''] = approved;
  await page.goto(`/demo/sandbox?q=${encodeURIComponent(name)}`);
  await page.locator('[data-row-link]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const letter = page.frameLocator('iframe[title^="Message:"]');
  const shopOpens = context.waitForEvent('page');
  // What the button says depends on the words that a test drew for this shopper.
  await letter
    .getByRole('link')
    .filter({ hasNotText: /Harbour & Pine|×|Choose what you get|Unsubscribe/ })
    .first()
    .click();
  const shop = await shopOpens;
  await expect(shop.getByText('Demo shop')).toBeVisible();
  await shop.getByRole('button', { name: 'Place order' }).click();
  await expect(shop.getByRole('heading', { name: /Thank you/ })).toBeVisible();

  await expect
    .poll(
      async () => {
        await page.goto('/demo');
        await expect(page.getByRole('heading', { name: 'Credited revenue', exact: true })).toBeVisible();
        return figureOf(page, 'Credited revenue');
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(start.revenue);

  await page.getByRole('link', { name: 'Credited revenue' }).click();
  await expect(page).toHaveURL(/\/demo\/metrics\/attributed_revenue/);
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/demo\/decisions\//);
  await expect(page.getByText(/credited|attributed/i).first()).toBeVisible();
});
