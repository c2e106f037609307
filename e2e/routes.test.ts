import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LISTS, PAGES } from './routes';

const FOLDER = path.resolve(import.meta.dirname, '../app/(dashboard)/[workspace]');

/** Whether an address is one of a page of the app: "/metrics/rpmt" of "/metrics/[kpi]". */
function isOf(address: string, page: string): boolean {
  const pattern = page.replaceAll(/\[(\.{3})?\w+\]/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(address);
}

it('every page of a workspace is visited by the specs that look at all of them', () => {
  const pages = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => `/${path.dirname(file)}`.replace(/^\/\.$/, ''));
  const visited = [...PAGES, ...LISTS.map((list) => `${list}/first`)];
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.filter((page) => !visited.some((address) => isOf(address, page)))).toEqual([]);
});
