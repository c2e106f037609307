import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';

// A plain page of another origin with the script for shops' pages, and a server beside it that answers as ours does
// (app/v1/decide.int.test.ts): what the page shows, tells and leaves alone.

const SCRIPT = readFileSync(path.resolve('public/touchstone.js'));
const CONTENT = {
  headline: 'Your cart is saved',
  text: 'Hi there, we have kept your cart as you left it.',
  image: null,
  action: { label: 'Return to your cart', href: 'https://shop.example/cart' },
  offer: null,
  optOut: 'https://shop.example/stop',
  from: 'Harbour Goods',
  colors: { surface: '#112233', ink: '#ffffff' },
};

type Told = {
  path: string;
  body: { batch?: { event?: string; properties?: object }[]; slot?: string; event?: string };
};

let api: Server;
let shop: Server;
let told: Told[] = [];
let decideStatus = 200;
let attributes = '';

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const listening = (server: Server) => new Promise<Server>((done) => server.listen(0, '127.0.0.1', () => done(server)));

test.beforeAll(async () => {
  api = await listening(
    createServer((request, response) => {
      const { url = '' } = request;
      if (url === '/touchstone.js') {
        response.setHeader('Content-Type', 'application/javascript');
        return response.end(SCRIPT);
      }
      let text = '';
      request.on('data', (part) => {
        text += part;
      });
      request.on('end', () => {
        told.push({ path: url, body: JSON.parse(text) });
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.statusCode = url === '/v1/decide' ? decideStatus : url === '/v1/batch' ? 200 : 204;
        const decision = { id: '1', slot: 'leaving', token: 'signed', isSeen: false, content: CONTENT };
        response.end(response.statusCode === 204 ? '' : JSON.stringify({ decision, reason: null, seconds: 1800 }));
      });
    }),
  );
  shop = await listening(
    createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
        <template data-touchstone="leaving" data-on="exit" data-as="modal"></template>
        <div data-touchstone="hero"><span>Welcome to the shop</span></div><p data-touchstone-gpc></p>
        <script>window.touchstone = window.touchstone || [];
          touchstone.push(['track', 'Product Added', { product_id: 'LAMP' }]);</script>
        <script async src="${addressOf(api)}/touchstone.js" data-key="wk_of_a_browser" ${attributes}></script></html>`);
    }),
  );
});
test.afterAll(() => {
  api.close();
  shop.close();
});
test.beforeEach(() => {
  told = [];
  decideStatus = 200;
  attributes = '';
});

/** The page, and what went wrong in it. */
async function visit(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(addressOf(shop), { waitUntil: 'load' });
  return errors;
}

const leave = (page: Page) =>
  page.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1, bubbles: true })));
const bodiesAt = (at: string) => told.filter((one) => one.path === at).map(({ body }) => body);
const eventsTold = () => bodiesAt('/v1/batch').flatMap(({ batch = [] }) => batch);

test('tells what happens, fills a place, and shows the other one to whoever is about to leave, once', async ({
  page,
}) => {
  const errors = await visit(page);
  await expect(page.getByRole('region').getByText(CONTENT.headline)).toBeVisible();
  await expect(page.getByText('Welcome to the shop')).toBeHidden();
  await expect.poll(() => eventsTold().map(({ event }) => event)).toContain('Product Added');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await leave(page);
  const dialog = page.getByRole('dialog', { name: CONTENT.headline });
  await expect(dialog.getByRole('link', { name: 'Return to your cart' })).toHaveAttribute('href', CONTENT.action.href);
  await expect.poll(() => bodiesAt('/v1/decide/seen')).toContainEqual({ token: 'signed', event: 'shown' });
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => bodiesAt('/v1/decide/seen')).toContainEqual({ token: 'signed', event: 'dismissed' });
  await leave(page);
  await expect(dialog).toHaveCount(0);
  expect(bodiesAt('/v1/decide').map(({ slot }) => slot)).toEqual(['hero', 'leaving']);
  expect(errors).toEqual([]);
});

test('asks nothing for a browser that opts out, tells it once, and says so', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true }),
  );
  await visit(page);
  await expect(page.getByText('Opt-Out Request Honored')).toBeVisible();
  const optOuts = () => eventsTold().filter(({ event }) => event === 'Consent Withdrawn');
  await expect
    .poll(() => optOuts().map(({ properties }) => properties))
    .toEqual([expect.objectContaining({ channel: 'web', purpose: 'gpc' })]);
  await leave(page);
  await expect(page.getByText('Welcome to the shop')).toBeVisible();
  expect(bodiesAt('/v1/decide')).toEqual([]);
});

for (const [what, status] of [
  ['the key is wrong', 401],
  ['the server is away', 503],
] as const) {
  test(`leaves the page as it was where ${what}`, async ({ page }) => {
    decideStatus = status;
    const errors = await visit(page);
    await expect.poll(() => bodiesAt('/v1/decide').length).toBeGreaterThan(0);
    await leave(page);
    await expect.poll(() => bodiesAt('/v1/decide').length).toBeGreaterThan(1);
    await expect(page.getByText('Welcome to the shop')).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}

test('leaves the page as it was where the script is blocked', async ({ page }) => {
  await page.route('**/touchstone.js', (route) => route.abort());
  expect(await visit(page)).toEqual([]);
  await expect(page.getByText('Welcome to the shop')).toBeVisible();
});

test('keeps and tells nothing before a yes, where the page asks for one', async ({ page }) => {
  attributes = 'data-consent="required"';
  await visit(page);
  await expect(page.getByText('Welcome to the shop')).toBeVisible();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(told).toEqual([]);
  await page.evaluate(() =>
    (window as unknown as { touchstone: { push: (call: unknown[]) => void } }).touchstone.push([
      'consent',
      'granted',
      { text: 'banner-1' },
    ]),
  );
  await expect
    .poll(() => eventsTold().map(({ event }) => event))
    .toEqual(expect.arrayContaining(['Product Added', 'Consent Granted']));
});
