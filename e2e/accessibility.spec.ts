import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixtures';
import { DESKTOP, problemsOf, watchShifts } from './page-problems';
import { firstOf, LISTS, MEMBER_PAGES, PAGES, VISITOR_PAGES } from './routes';

for (const path of VISITOR_PAGES) {
  test(`${path} is accessible without a session`, async ({ page }) => {
    await watchShifts(page);
    expect(await problemsOf(page, path)).toEqual([]);
  });
}

test.describe('below a workspace', () => {
  let page: Page;

  test.beforeAll(async ({ browser, access }) => {
    page = await (await browser.newContext()).newPage();
    await watchShifts(page);
    await signIn(page, access, 'admin');
  });
  test.afterAll(() => page.context().close());

  for (const path of PAGES) {
    test(`${path || '/'} is accessible, in light and dark, on a desk and on a phone`, async () => {
      expect(await problemsOf(page, `/demo${path}`)).toEqual([]);
    });
  }

  for (const path of MEMBER_PAGES) {
    test(`${path} is accessible, in light and dark, on a desk and on a phone`, async () => {
      expect(await problemsOf(page, path)).toEqual([]);
    });
  }

  for (const list of LISTS) {
    test(`the first entry of ${list} is accessible, in light and dark, on a desk and on a phone`, async () => {
      await page.setViewportSize(DESKTOP);
      expect(await problemsOf(page, await firstOf(page, `/demo${list}`))).toEqual([]);
    });
  }
});
