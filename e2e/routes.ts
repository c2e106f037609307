import type { Page } from '@playwright/test';
import { NAVIGATION } from '@/components/shell/navigation';

/** Pages of a workspace that have an address of their own, below it: "" is Home. */
export const PAGES: readonly string[] = [
  ...NAVIGATION.map(({ path }) => (path === '/' ? '' : path)),
  '/metrics/rpmt',
  '/metrics/customer_lifetime_value',
  '/metrics/uptime',
  '/metrics/read_rate',
  '/scorecard/roi',
  '/scorecard/report',
  '/reports/weekly/2026-11-09',
  '/reports/impact/2026-10-01',
  '/settings',
  '/account',
  '/audit',
  '/there-is-no-such-page',
  '/decisions/blocked',
  '/inbox/rejected',
  '/inbox/history',
  '/agents/cart_winback',
  '/agents/creative_testing',
  '/policies/versions/1',
  '/campaigns/new',
  '/experiments/new',
  '/creative/calendar',
  '/customers/merges',
  '/segments/new',
  // Ones that do not exist stand for the page: the demo has no import, no draft and no replay.
  '/imports/00000000-0000-7000-8000-000000000000',
  '/imports/files/00000000-0000-7000-8000-000000000000',
  '/experiments/00000000-0000-7000-8000-000000000000',
  '/policies/drafts/00000000-0000-7000-8000-000000000000',
  '/policies/replays/00000000-0000-7000-8000-000000000000',
  '/policies/replays/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000',
  '/campaigns/00000000-0000-7000-8000-000000000000/edit',
  '/settings/privacy/00000000-0000-7000-8000-000000000000',
  '/segments/00000000-0000-7000-8000-000000000000/edit',
];

/** Lists whose first entry opens a page of its own kind. */
export const LISTS: readonly string[] = ['/inbox', '/decisions', '/customers', '/sandbox', '/campaigns', '/segments'];

/** Pages outside any workspace. */
export const VISITOR_PAGES: readonly string[] = [
  '/sign-in',
  '/join/an-address-of-nobody',
  '/shop/demo',
  '/shop/demo/cart',
];

/** Pages outside any workspace, for whoever is signed in. */
export const MEMBER_PAGES: readonly string[] = ['/new-workspace'];

/** Addresses of every page below a workspace, the first entry of each list among them. */
export async function allPages(page: Page, workspace: string): Promise<string[]> {
  const paths = PAGES.map((path) => `/${workspace}${path}`);
  for (const list of LISTS) paths.push(await firstOf(page, `/${workspace}${list}`));
  return paths;
}

/** The address of a list's first entry. */
export async function firstOf(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const others = PAGES.map((other) => `:not([href$="${other}"])`).filter((other) => other.includes('/'));
  const link = page.locator(`main a[href^="${list}/"]${others.join('')}`).first();
  return new URL((await link.getAttribute('href')) ?? '', page.url()).pathname;
}
