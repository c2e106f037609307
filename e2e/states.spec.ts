import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

/** Lets one procedure fail, also within a batch, until `mend` is called; everything else answers as ever. */
async function breakProcedure(page: Page, procedure: string): Promise<() => void> {
  let isBroken = true;
  await page.route('**/api/trpc/**', async (route) => {
    const names = new URL(route.request().url()).pathname.split('/').at(-1)?.split(',') ?? [];
    if (!isBroken || !names.includes(procedure)) return route.continue();
    const response = await route.fetch();
    const answers: unknown[] = await response.json();
    const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, path: procedure };
    const failure = { error: { json: { message: 'It could not be read just now.', code: -32603, data } } };
    return route.fulfill({
      status: 207,
      json: answers.map((answer, at) => (names[at] === procedure ? failure : answer)),
    });
  });
  return () => {
    isBroken = false;
  };
}

test('one part that fails says so and is tried again; the others are there', async ({ page, signInAs }) => {
  await signInAs('admin');
  const mend = await breakProcedure(page, 'measurement.series');
  await page.goto('/demo');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toHaveCount(1, { timeout: 20_000 });
  await expect(alert).toContainText('It could not be read just now.');
  await expect(page.getByRole('heading', { name: 'Credited revenue', exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Latest decisions' })).toBeVisible();
  mend();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test('a list without answers says whether filters, failure or a young workspace is the reason', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await page.goto('/demo/customers?q=nobody-is-called-that');
  await expect(page.getByRole('heading', { name: 'No customer fits' })).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page.getByRole('table', { name: 'Customers' }).locator('[data-row-link]').first()).toBeVisible();

  const mend = await breakProcedure(page, 'decisions.list');
  await page.goto('/demo/decisions');
  await page.getByRole('button', { name: 'Outcome: Any outcome' }).click();
  await page.getByRole('checkbox', { name: 'Sent' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('This could not be loaded', {
    timeout: 20_000,
  });
  mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Decisions' }).locator('[data-row-link]').first()).toBeVisible();
});

test('who may not see a page is told so calmly, by whom it can be changed', async ({ page, signInAs }) => {
  await signInAs('executive');
  for (const path of ['/settings/people', '/settings/write-keys', '/customers', '/events', '/imports', '/sandbox']) {
    await page.goto(`/demo${path}`);
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading, path).toHaveText(/is not open to you$/);
    await expect(page.getByText(/An administrator can change your role\./)).toBeVisible();
    await expect(page.getByRole('main').getByRole('alert'), path).toHaveCount(0);
  }
});

test('an entry that is not there leads back to its list', async ({ page, signInAs }) => {
  await signInAs('admin');
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const list of ['/customers', '/decisions', '/sandbox']) {
    await page.goto(`/demo${list}/${nobody}`);
    await expect(page.getByRole('heading', { level: 1 }), list).toHaveText(/There is no such|cannot be shown/);
    await expect(page.getByRole('main').locator(`a[href$="${list}"]`).first(), list).toBeVisible();
  }
});
