import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { verifyExport } from '@/scripts/audit-verify.mjs';
import { expect, test } from './fixtures';
import { DESKTOP, problemsOf, watchShifts } from './page-problems';

const rows = (page: Page) => page.getByRole('table', { name: 'Decisions' }).locator('[data-row-link]');

/** Opens the first decision with this outcome. */
async function openFirst(page: Page, outcome: string): Promise<string> {
  await page.goto(`/demo/decisions?outcome=${outcome}`);
  await rows(page).first().click();
  await expect(page).toHaveURL(/\/demo\/decisions\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { name: 'Guardrails' })).toBeVisible();
  return page.url();
}

test('a receipt tells a sent decision from its status to its audit entries', async ({ page, signInAs }) => {
  await signInAs('admin');
  const address = await openFirst(page, 'executed');
  await expect(page.getByText(/^Sent on /).first()).toBeVisible();
  for (const part of [
    'Why',
    'Candidates',
    'What was set aside, and why',
    'Message',
    'What came of it',
    'How it was made',
  ])
    await expect(page.getByRole('heading', { name: part, exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Similar decisions before it' })).toBeVisible();
  await expect(page.getByText(/stored record has the hash|review changed the record/)).toBeVisible();

  await page.getByRole('link', { name: /^version \d+$/ }).click();
  await expect(page).toHaveURL(/\/policies\/versions\/\d+$/);
  await page.goto(address);
  const entries = page.locator('section', { has: page.getByRole('heading', { name: 'Audit log' }) });
  await entries.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/settings\/audit\?about=decision/);
  await expect(page.getByRole('dialog', { name: /^Entry / })).toBeVisible();
});

test('its proof is checked by the command the page shows', async ({ page, signInAs }) => {
  await signInAs('approver');
  await openFirst(page, 'executed');
  await expect(page.getByText(/^Times in /)).toBeVisible();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download proof' }).click();
  const file = await coming;
  await expect(page.getByText(`npm run audit:verify -- ${file.suggestedFilename()}`)).toBeVisible();
  const { code, lines } = await verifyExport(await file.path());
  expect(code, lines.join('\n')).toBe(0);
});

test('its file is whole for some and says what it leaves out for others', async ({ page, signInAs }) => {
  await signInAs('admin');
  const address = await openFirst(page, 'executed');
  const read = async () => {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as JSON' }).click();
    return JSON.parse(await readFile(await (await coming).path(), 'utf8'));
  };
  expect(await read()).toMatchObject({
    format: 'touchstone.decision',
    version: 1,
    withheld: [],
    replay: { policy: {} },
  });

  // A page that asks on without a session would go to the sign-in by itself, at its own moment.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await signInAs('executive');
  await page.goto(address);
  await expect(page.getByText(/is not open to your role/)).toBeVisible();
  expect(await read()).toMatchObject({ withheld: ['replay', 'messages'], replay: null, messages: [] });
});

test('a threshold that would flip a guardrail is called as its form calls it, and leads there', async ({
  page,
  signInAs,
}) => {
  await signInAs('approver');
  await page.goto('/demo/decisions?outcome=blocked');
  await expect(rows(page).first()).toBeVisible();
  const addresses = await rows(page).evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const said = page.getByText('flips with').first();
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole('heading', { name: 'Guardrails' })).toBeVisible();
    if (await said.isVisible()) break;
  }
  const link = said.getByRole('link');
  const pointer = (await link.getAttribute('href'))?.split('#')[1] ?? '';
  expect(pointer).toMatch(/^\w+\.\w+$/);
  await expect(said).not.toContainText(pointer);
  await link.click();
  await expect(page).toHaveURL((url) => url.hash === `#${pointer}`);
  const threshold = page.locator(`[id="${pointer}"]`);
  await expect(threshold).toBeInViewport();
  await expect(threshold).toHaveAttribute('data-sought', 'true');
});

test('back from a receipt the log is as it was left', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/decisions?outcome=executed');
  await page.getByRole('button', { name: 'Show more' }).click();
  await expect.poll(() => rows(page).count()).toBeGreaterThan(50);
  const last = rows(page).nth(60);
  const href = await last.getAttribute('href');
  await last.click();
  await expect(page).toHaveURL((url) => url.pathname === href);
  await page.getByRole('main').getByRole('link', { name: 'Decisions', exact: true }).click();
  await expect(page).toHaveURL(/\?outcome=executed$/);
  await expect(page.locator(`[data-row-link][href="${href}"]`)).toBeInViewport();
});

test('rows are picked by key and leave as a file; L follows what comes', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/decisions');
  await expect(rows(page).nth(1)).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(rows(page).first()).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Selected decisions' });
  await expect(bar).toContainText('2 selected');
  const coming = page.waitForEvent('download');
  await bar.getByRole('link', { name: 'Export selected as CSV' }).click();
  const lines = (await readFile(await (await coming).path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(4 + 2);
  await bar.getByRole('button', { name: 'Clear selection' }).click();
  await expect(bar).toHaveCount(0);

  await page.keyboard.press('l');
  await expect(page).toHaveURL(/live=true/);
  await expect(page.getByText(/^Live\. /)).toBeVisible();
  await page.keyboard.press('l');
  await expect(page).not.toHaveURL(/live=true/);
});

test('a bar of what stops most leads to as many decisions as it counts', async ({ page, signInAs }) => {
  await signInAs('executive');
  await page.goto('/demo/decisions');
  await page.getByRole('link', { name: 'What stops most' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'What stops most' })).toBeVisible();
  const bar = page.locator('main a[href*="guardrail="]').first();
  const count = /([\d,]+)\s*·/.exec((await bar.textContent()) ?? '')?.[1];
  expect(count).toBeTruthy();
  await bar.click();
  await expect(page).toHaveURL(/outcome=blocked.*guardrail=|guardrail=.*outcome=blocked/);
  await expect(page.getByText(new RegExp(`of ${count} ·`))).toBeVisible();
});

test('receipts of all outcomes are accessible, in light and dark, on a desk and on a phone', async ({
  page,
  signInAs,
}) => {
  await watchShifts(page);
  await signInAs('admin');
  for (const outcome of ['executed', 'blocked', 'held_out']) {
    await page.setViewportSize(DESKTOP);
    const address = await openFirst(page, outcome);
    expect(await problemsOf(page, new URL(address).pathname)).toEqual([]);
  }
});
