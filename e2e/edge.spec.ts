import { request as rawRequest } from 'node:http';
import { expect, test } from './fixtures';

/** Of the demo's name, which stands on every page of its workspace and nowhere else. */
const DATA = /Harbour/;
const IMPORT = '019aa000-0000-7000-8000-000000000000';

/** A request exactly as it is written: clients mend addresses, and refuse methods. */
function raw(url: string, path: string, method = 'GET'): Promise<{ status: number; type: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = rawRequest({ hostname, port, path, method }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '' }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

test('addresses and methods that mean nothing are refused, not stumbled over', async ({ access }) => {
  for (const path of ['/%', '/%E0%A4%A', '/t/o/%', '/api/trpc/%ff', '/v1/%', '/%00']) {
    expect([path, (await raw(access.url, path)).status]).toEqual([path, 400]);
  }
  for (const path of ['/v1', '/v1/trak', '/v1/webhooks', '/v1/track/more', '/api', '/api/no/such', '/api/trpc/a/b']) {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      const { status, type } = await raw(access.url, path, method);
      expect([method, path, status, type]).toEqual([method, path, 404, 'application/json']);
    }
  }
  expect((await raw(access.url, '*', 'OPTIONS')).status).toBe(400);
  expect((await raw(access.url, 'http://elsewhere.example/api/health')).status).toBe(200);
  expect((await raw(access.url, '/', 'TRACE')).status).toBe(405);
  expect((await raw(access.url, '/api/health', 'POST')).status).toBe(405);
});

test('forms of other sites and bodies that make no sense are refused, the library’s own pages are ours', async ({
  request,
  access,
}) => {
  const elsewhere = {
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
    'next-action': 'a'.repeat(42),
  };
  for (const path of ['/', '/sign-in', '/shop/demo/cart']) {
    const answer = await request.post(`${access.url}${path}`, { headers: elsewhere, data: '[]' });
    expect([path, answer.status()]).toEqual([path, 403]);
  }
  const json = { 'content-type': 'application/json' };
  for (const path of ['signout', 'callback/credentials']) {
    const answer = await request.post(`${access.url}/api/auth/${path}`, { headers: json, data: '{' });
    expect([path, answer.status()]).toEqual([path, 400]);
  }
  expect((await request.get(`${access.url}/api/auth/callback/credentials`)).status()).toBe(405);
  for (const path of ['signin', 'signout', 'error', 'verify-request']) {
    const answer = await request.get(`${access.url}/api/auth/${path}`, { maxRedirects: 0 });
    expect([path, answer.status(), answer.headers().location]).toEqual([path, 303, '/sign-in']);
  }
  const returning = { cookie: 'next-auth.callback-url=foo' };
  expect((await request.get(`${access.url}/api/auth/session`, { headers: returning })).status()).toBe(400);
  expect((await request.get(`${access.url}/api/auth/session?callbackUrl=foo`)).status()).toBe(200);
});

test('who has to sign in first comes to the very page they asked for', async ({ page, access }) => {
  const approver = access.users.find(({ role }) => role === 'approver');
  await page.goto('/demo/decisions?outcome=blocked');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdemo%2Fdecisions%3Foutcome%3Dblocked$/);
  await page.getByLabel('E-mail').fill(approver?.email ?? '');
  await page.getByLabel('Password').fill(approver?.password ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/demo\/decisions\?outcome=blocked$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Decisions' })).toBeVisible();
});

test('every door sends the headers that keep others out', async ({ request, access }) => {
  const paths = ['/', '/sign-in', '/nowhere', '/api/health', '/api/trpc/account.me', '/t/u/x', '/v1/track', '/%'];
  for (const path of paths) {
    const headers = (await request.get(`${access.url}${path}`, { maxRedirects: 0 })).headers();
    expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
    expect([path, headers['x-frame-options']]).toEqual([path, 'DENY']);
    expect([path, headers['content-security-policy']]).toEqual([
      path,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
    expect([path, headers['x-powered-by']]).toEqual([path, undefined]);
  }
});

test('strangers get no data, whatever headers they send', async ({ request, access, signInAs, page }) => {
  await signInAs('marketer');
  const workspace = 'demo';
  const tricks: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-invoke-path': `/${workspace}/customers`, 'x-matched-path': `/${workspace}/customers` },
    { 'x-nextjs-data': '1' },
  ];
  for (const headers of tricks) {
    const answer = await request.get(`${access.url}/${workspace}/customers?_rsc=1`, { headers, maxRedirects: 5 });
    expect([headers, DATA.test(await answer.text())]).toEqual([headers, false]);
  }
  for (const path of [
    `/api/exports/customers?workspace=${workspace}`,
    `/api/imports?workspace=${workspace}&id=${IMPORT}`,
  ]) {
    const answer = await request.get(`${access.url}${path}`);
    expect([path, answer.status()]).toEqual([path, 401]);
  }
  const customers = await page.goto(`/${workspace}/customers`);
  expect(DATA.test((await customers?.text()) ?? '')).toBe(true);
  expect(customers?.headers()['cache-control']).toContain('private');
  expect(customers?.headers()['cache-control']).toContain('no-store');
  const session = (await page.context().cookies()).find(({ name }) => name.endsWith('touchstone.session'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});
