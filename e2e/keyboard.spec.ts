import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const LISTS = ['/demo/decisions', '/demo/customers', '/demo/sandbox'];

const help = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const isOnRow = (page: Page) => page.evaluate(() => document.activeElement?.hasAttribute('data-row-link') ?? false);

test('? lists the keys, Escape closes them, and single keys can be switched off', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(help(page)).toBeVisible();
  for (const label of ['Search and commands', 'Go to Review inbox', 'Approve', 'Last 28 days', 'Next item'])
    await expect(help(page).getByText(label, { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help(page)).toBeHidden();

  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page).toHaveURL(/\/demo\/decisions/);
  await expect(page.getByRole('heading', { level: 1, name: 'Decisions' })).toBeVisible();

  await page.keyboard.press('?');
  const keys = help(page).getByRole('switch', { name: 'Single keys' });
  await keys.click();
  await expect(keys).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(help(page)).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  // The palette came, so the presses before it have had their turn.
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(help(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/demo\/decisions/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('letters belong to the field one types in, and AltGr is no shortcut', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/customers');
  const search = page.locator('[data-search]');
  // The field comes with the page, its key a little later.
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(search).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('ghgdjk?[]x');
  await expect(search).toHaveValue('ghgdjk?[]x');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(/\/demo\/customers/);
  await search.blur();
  await page.evaluate(() => {
    const press = { key: '?', modifierAltGraph: true, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent('keydown', press));
  });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await expect(help(page)).toHaveCount(0);
});

test('every list is walked and opened by keyboard alone', async ({ page, signInAs }) => {
  await signInAs('marketer');
  for (const list of LISTS) {
    await page.goto(list);
    await expect(page.locator('[data-row-link]').nth(1)).toBeVisible();
    // Rows come with the page, keys act a little later.
    await expect(async () => {
      await page.keyboard.press('j');
      expect(await isOnRow(page), `${list}: J takes hold of a row`).toBe(true);
    }).toPass();
    const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    await page.keyboard.press('j');
    const second = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(second, `${list}: J moves on`).not.toBe(first);
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL((url) => url.pathname === new URL(first ?? '', url).pathname);
  }
});

test('what has the focus shows it', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  const unseen: string[] = [];
  for (let stop = 0; stop < 30; stop++) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const isDrawn = ({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration) =>
        (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow.includes('0px 0px 0px 2px');
      const looks = [getComputedStyle(element), getComputedStyle(element, '::after')];
      return looks.some(isDrawn) ? null : element.outerHTML.slice(0, 120);
    });
    if (hidden) unseen.push(hidden);
  }
  expect(unseen).toEqual([]);
});

test('a customer is found from anywhere', async ({ page, signInAs }) => {
  await signInAs('marketer');
  await page.goto('/demo/customers');
  const first = page.getByRole('table').getByRole('link').first();
  const [[name = ''], address] = [(await first.innerText()).split('\n'), await first.getAttribute('href')];
  await page.goto('/demo/offers');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Find a page, a customer, something to do');
  await search.fill(name);
  const found = page.getByRole('option', { name: new RegExp(`^${name}`) });
  await expect(found.first()).toBeVisible();
  await search.fill('zzzz zzzz');
  await expect(page.getByText('No page, command or customer is called that.')).toBeVisible();
  await search.fill(name);
  await found.first().click();
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});
