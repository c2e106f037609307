import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { z } from 'zod';

const Access = z.object({
  url: z.string(),
  writeKey: z.string(),
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});
type Access = z.infer<typeof Access>;

type Fixtures = {
  /** What `npm start` printed: address, write key, a sign-in for each role. */
  access: Access;
  /** Signs in as the demo's person with this role, through the form. */
  signInAs: (role: 'admin' | 'marketer' | 'approver' | 'executive', page?: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  access: async ({ baseURL: _url }, use) => {
    const folder = process.env.E2E_DATA_DIR ?? '.touchstone';
    await use(Access.parse(JSON.parse(readFileSync(path.join(folder, 'demo-access.json'), 'utf8'))));
  },
  signInAs: async ({ access, page }, use) => {
    await use(async (role, where = page) => {
      const user = access.users.find((one) => one.role === role);
      if (!user) throw new Error(`The demo has no ${role}.`);
      await where.goto('/sign-in');
      await where.getByLabel('E-mail').fill(user.email);
      await where.getByLabel('Password').fill(user.password);
      await where.getByRole('button', { name: 'Sign in' }).click();
      await expect(where.getByRole('navigation', { name: 'Main' })).toBeVisible();
    });
  },
});

export { expect };
