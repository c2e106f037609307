import { describe, expect, it } from 'vitest';
import { readAuthRequest } from './auth-request';

const FORM = 'application/x-www-form-urlencoded';

async function ask(
  method: string,
  path: string,
  init: { type?: string; body?: string; cookie?: string; query?: string } = {},
) {
  const headers = { ...(init.type && { 'content-type': init.type }), ...(init.cookie && { cookie: init.cookie }) };
  const url = `http://localhost:3000/api/auth/${path}${init.query ?? ''}`;
  return readAuthRequest(
    new Request(url, { method, headers, ...(init.body !== undefined && { body: init.body }) }),
    path,
  );
}

async function statusOf(...args: Parameters<typeof ask>): Promise<number> {
  const read = await ask(...args);
  return read.ok ? 200 : read.response.status;
}

describe('what the product asks of the sign-in library', () => {
  it.each([
    ['GET', 'csrf'],
    ['GET', 'providers'],
    ['GET', 'session'],
    ['HEAD', 'session'],
  ])('%s %s is handed on without its query, which the library would trip over', async (method, path) => {
    const read = await ask(method, path, { query: '?callbackUrl=foo' });
    expect(read.ok && new URL(read.request.url).search).toBe('');
  });

  it.each([
    [FORM, 'email=a%40b.example&password=x&csrfToken=t'],
    ['application/json; charset=utf-8', '{"email":"a@b.example","password":"x","csrfToken":"t"}'],
  ])('a sign-in as %s is handed on as a form of texts', async (type, body) => {
    const read = await ask('POST', 'callback/credentials', { type, body });
    expect(read.ok && Object.fromEntries(await read.request.formData())).toEqual({
      email: 'a@b.example',
      password: 'x',
      csrfToken: 't',
    });
  });
});

describe('what the library would answer with 500', () => {
  it.each([
    ['POST', 'signout', 'application/json', '{'],
    ['POST', 'signout', 'application/json', 'null'],
    ['POST', 'signout', 'application/json', '[]'],
    ['POST', 'callback/credentials', 'application/json', '{"email":{"a":1}}'],
    ['POST', 'callback/credentials', 'multipart/form-data', 'x'],
    ['POST', 'callback/credentials', '', 'x'],
  ])('%s %s with %s %s is refused', async (method, path, type, body) => {
    expect(await statusOf(method, path, { type, body })).toBe(400);
  });

  it('is told which methods there are, and which addresses', async () => {
    for (const [method, path] of [
      ['GET', 'callback/credentials'],
      ['POST', 'session'],
      ['POST', 'csrf'],
      ['DELETE', 'session'],
    ] as const) {
      expect([path, await statusOf(method, path)]).toEqual([path, 405]);
    }
    expect(await statusOf('GET', 'nowhere')).toBe(404);
    expect(await statusOf('POST', 'signin/credentials')).toBe(404);
  });

  it('is a body too large', async () => {
    expect(await statusOf('POST', 'signout', { type: FORM, body: 'x'.repeat(20_001) })).toBe(413);
  });

  it.each(['foo', '%', 'javascript:alert(1)'])('is a cookie that returns to %s, which is removed', async (value) => {
    const read = await ask('GET', 'session', { cookie: `a=b; next-auth.callback-url=${value}` });
    expect(read).toMatchObject({ ok: false, response: { status: 400 } });
    expect(!read.ok && read.response.headers.get('set-cookie')).toContain('Max-Age=0');
  });

  it('is none of a cookie that is whole', async () => {
    const cookie = 'next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000%2Fdemo';
    expect(await statusOf('GET', 'session', { cookie })).toBe(200);
  });
});

it.each(['signin', 'signin/credentials', 'signout', 'error', 'verify-request'])(
  'the library’s own page %s is ours',
  async (path) => {
    const read = await ask('GET', path);
    expect(read).toMatchObject({ ok: false, response: { status: 303 } });
    expect(!read.ok && read.response.headers.get('location')).toBe('/sign-in');
  },
);
