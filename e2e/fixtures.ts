import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, type Cookie, expect, type Locator, type Page } from '@playwright/test';
import { z } from 'zod';

const Access = z.object({
  url: z.string(),
  writeKey: z.string(),
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});
type Access = z.infer<typeof Access>;

type DemoRole = 'admin' | 'marketer' | 'approver' | 'executive';

type WorkerFixtures = {
  /** What `npm start` printed: address, write key, a sign-in for each role. */
  access: Access;
  /** Sessions of this run, one a role: whoever signed in once stays signed in, as in real life. */
  sessions: Map<DemoRole, Cookie[]>;
};

type Fixtures = {
  /** Gives the page this role's session; where it is afterwards is not said. */
  signInAs: (role: DemoRole, page?: Page) => Promise<void>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  access: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      const folder = process.env.E2E_DATA_DIR ?? '.touchstone';
      await use(Access.parse(JSON.parse(readFileSync(path.join(folder, 'demo-access.json'), 'utf8'))));
    },
    { scope: 'worker' },
  ],
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
    async ({}, use) => use(new Map()),
    { scope: 'worker' },
  ],
  signInAs: async ({ access, sessions, page }, use) => {
    await use(async (role, where = page) => {
      const session = sessions.get(role);
      if (session) return where.context().addCookies(session);
      await signIn(where, access, role);
      sessions.set(role, await where.context().cookies());
    });
  },
});

/** Signs in as the demo's person with this role, through the form. */
export async function signIn(page: Page, access: Access, role: DemoRole): Promise<void> {
  const user = access.users.find((one) => one.role === role);
  if (!user) throw new Error(`The demo has no ${role}.`);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(user.email);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

/**
 * Takes one of a list of options. While a list still finds its place, its entries may move under the pointer: what was
 * taken is looked at, and taken again where it is another.
 */
export async function choose(combobox: Locator, option: string | RegExp): Promise<void> {
  const options = combobox.page().getByRole('option');
  await expect(async () => {
    if (!(await options.first().isVisible())) await combobox.click({ timeout: 5_000 });
    await combobox.page().getByRole('option', { name: option }).click({ timeout: 5_000 });
    await expect(options).toHaveCount(0, { timeout: 5_000 });
    await expect(combobox).toHaveText(option, { timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
}

export { expect };
