import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { afternoonZone, figureOf } from './road-steps';

const GUIDE = 'docs/how-to/connect-your-shop.md';
const run = promisify(execFile);

type Block = { language: string; text: string };

/** What the guide shows to be typed, in its order. */
async function blocksOf(file: string): Promise<Block[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', block = '']) => ({
    language,
    text: block,
  }));
}

async function makeKey(page: Page): Promise<string> {
  await page.goto('/demo/settings/write-keys');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const make = page.getByRole('dialog');
  await make.getByLabel('Name', { exact: true }).fill('Connected shop');
  await make.getByRole('button', { name: 'Make key' }).click();
  const key = make.getByText(/^wk_/);
  await expect(key).toBeVisible();
  const text = (await key.innerText()).trim();
  await make.getByRole('button', { name: 'Done' }).click();
  return text;
}

/** Reloads until the touches counted are more than they were: what was approved can be taken back for some seconds. */
async function untilCounted(page: Page, label: string, before: number): Promise<void> {
  const counted = async () => {
    await page.goto('/demo');
    await expect(page.getByRole('heading', { name: label, exact: true })).toBeVisible();
    return figureOf(page, label);
  };
  await expect.poll(counted, { timeout: 90_000 }).toBeGreaterThan(before);
}

test('the guide to connecting a shop does what it says, as it stands', async ({ page, access, signInAs }) => {
  test.setTimeout(300_000);
  const blocks = await blocksOf(GUIDE);
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'sh', 'js', 'sh', 'sh', 'json']);
  const [settings, install, shop, start, request] = blocks.map(({ text }) => text);
  // What the guide installs is here already: no test fetches anything.
  expect(install).toBe('npm install @segment/analytics-node\n');

  await signInAs('admin');
  const key = await makeKey(page);
  const [address, secret] = [/http:\/\/localhost:3000/, /wk_paste-yours-here/];
  expect(settings).toMatch(address);
  const exported = (settings ?? '').replace(address, access.url).replace(secret, key);
  const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-connect-'));
  try {
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'shop.mjs'), shop ?? '');
    // The machine stands where it is afternoon: at night messages wait, as the guide says.
    const options = { cwd: folder, env: { ...process.env, TZ: afternoonZone(Date.now()) } };
    const told = await run('bash', ['-euc', `${exported}\n${start}`], options);
    expect(told.stdout).toBe('Told.\n');
    const answer = await run('bash', ['-euc', `${exported}\n${request}`], options);
    expect(JSON.parse(answer.stdout)).toMatchObject({ success: true });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  await page.goto('/demo');
  await expect(page.getByRole('heading', { name: 'Touches', exact: true })).toBeVisible();
  const touches = await figureOf(page, 'Touches');
  const revenue = await figureOf(page, 'Credited revenue');

  await page.goto('/demo/events');
  await expect(page.getByText('Product Viewed').first()).toBeVisible();
  await page.goto('/demo/customers?q=Connected');
  await expect(page.getByRole('link', { name: 'Ada Connected' })).toBeVisible();

  // Who of them is left alone is chance; an address of the inbox names one that waits.
  await page.goto('/demo/inbox');
  const waiting = page.getByRole('navigation', { name: 'Waiting decisions' }).getByRole('link', { name: /Connected/ });
  const newOnes = page.getByRole('button', { name: /new decisions?$/ });
  await expect(async () => {
    if (await newOnes.isVisible()) await newOnes.click();
    await expect(waiting.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 120_000 });
  const link = (await waiting.first().getAttribute('href')) ?? '';
  await page.goto(link);
  const whose = page.locator('[data-decision-heading] strong');
  await expect(whose).toContainText('Connected');
  const name = (await whose.innerText()).trim();
  const approve = page.locator('button[aria-keyshortcuts="A"]');
  await expect(approve).not.toHaveAttribute('aria-disabled', 'true');
  await approve.click();
  const question = page.getByRole('alertdialog', { name: 'Its risk is high' });
  await expect.poll(async () => page.url().includes(link) === false || (await question.isVisible())).toBe(true);
  if (await question.isVisible()) await question.getByRole('button', { name: 'Approve' }).click();
  await untilCounted(page, 'Touches', touches);

  await page.goto(`/demo/sandbox?q=${encodeURIComponent(name)}`);
  await page.locator('[data-row-link]').first().click();
  await expect(page.getByText(`Why did ${name} get it?`)).toBeVisible();
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByRole('menuitem', { name: 'Order' }).click();
  await expect(page.getByText('Ordered, as if by the customer')).toBeVisible();
  await untilCounted(page, 'Credited revenue', revenue);
});
