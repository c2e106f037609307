import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** The exact figure of a tile on the home page; money as a number. */
async function figureOf(page: Page, label: string): Promise<number> {
  const tile = page.getByRole('article').filter({ has: page.getByRole('heading', { name: label, exact: true }) });
  const exact = await tile.locator('p[title]').first().getAttribute('title');
  return Number((exact ?? '').replace(/[^0-9.]/g, ''));
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

/**
 * Approves the next decision about a cart by keyboard alone; returns whose it was. What waits for the customer's day is
 * left to others: nobody here waits for the morning.
 */
async function approveNextCart(page: Page): Promise<string> {
  const heading = page.locator('[data-decision-heading]');
  await expect(heading).toBeVisible();
  const leavesAtOnce = page.getByLabel('At stake').getByText('at once', { exact: true });
  while (!/about a cart/.test(await heading.innerText()) || !(await leavesAtOnce.isVisible())) {
    await moveOn(page, 'ArrowRight');
  }
  const name = (await heading.locator('strong').innerText()).trim();
  await moveOn(page, 'a');
  return name;
}

test('from a decision in the inbox to revenue per touch', async ({ page, context, signInAs }) => {
  await signInAs('approver');
  await page.goto('/demo');
  await expect(page.getByRole('heading', { name: 'Credited revenue', exact: true })).toBeVisible();
  const before = { revenue: await figureOf(page, 'Credited revenue'), touches: await figureOf(page, 'Touches') };

  await page.goto('/demo/inbox');
  const approved: string[] = [];
  for (let turn = 0; turn < 3; turn++) approved.push(await approveNextCart(page));
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
    .toBeGreaterThanOrEqual(before.touches + 3);

  const [name = ''] = approved;
  await page.goto(`/demo/sandbox?q=${encodeURIComponent(name)}`);
  await page.locator('[data-row-link]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const letter = page.frameLocator('iframe[title^="Message:"]');
  const shopOpens = context.waitForEvent('page');
  await letter
    .getByRole('link')
    .filter({ hasText: /basket|cart|order/i })
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
    .toBeGreaterThan(before.revenue);

  await page.getByRole('link', { name: 'Credited revenue' }).click();
  await expect(page).toHaveURL(/\/demo\/metrics\/attributed_revenue/);
  await page.getByRole('row').filter({ hasText: name }).first().getByRole('link').first().click();
  await expect(page).toHaveURL(/\/demo\/decisions\//);
  await expect(page.getByText(/credited|attributed/i).first()).toBeVisible();
});
