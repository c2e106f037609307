import { describe, expect, it } from 'vitest';
import { isRouterState, originForm, refusedPath, refusedStatus } from './refused-requests';

describe('refusedPath', () => {
  it.each([
    '/%',
    '/%E0%A4%A',
    '/api/trpc/%ff',
    '/t/o/%',
    '/%00',
    '/a%00b',
    '*',
    '',
    'x',
    'http://[',
    'evil.example:443',
  ])('leads %s to a refusal', (url) => {
    const path = refusedPath('GET', url);
    expect(refusedStatus(path ?? '')).toBe(400);
  });

  it.each(['/', '/demo/customers?search=%', '/caf%C3%A9', '/a%2Fb', '/t/o/abc.gif'])('lets %s pass', (url) => {
    expect(refusedPath('GET', url)).toBeNull();
  });

  it('refuses a method that no request can be made with, whatever the address', () => {
    expect(refusedStatus(refusedPath('TRACE', '/') ?? '')).toBe(405);
    expect(refusedPath('DELETE', '/')).toBeNull();
  });
});

describe('a form with files', () => {
  const type = 'multipart/form-data; boundary=x';

  it.each(['/', '/sign-in', '/demo', '/join/x', '/s/x', '/apiary'])('is refused for %s', (url) => {
    expect(refusedStatus(refusedPath('POST', url, type) ?? '')).toBe(400);
    expect(refusedPath('POST', url, 'application/x-www-form-urlencoded')).toBeNull();
  });

  it.each(['/api/imports', '/v1/batch', '/t/u/x', '/shop/demo'])('is for %s to answer', (url) => {
    expect(refusedPath('POST', url, type)).toBeNull();
  });
});

describe('what a page says of where it stands', () => {
  const tree = ['', { children: [['workspace', 'demo', 'd', null], { children: ['__PAGE__', {}] }] }, null, null, true];

  it('is read as the framework writes it', () => {
    expect(isRouterState(encodeURIComponent(JSON.stringify(tree)))).toBe(true);
  });

  it.each(['garbage', '%', '[[[[]]]]', '{"a":1}', '["",{"children":7}]', '["",[]]', ''])('%s is none', (header) => {
    expect(isRouterState(header)).toBe(false);
  });
});

describe('originForm', () => {
  it.each([
    ['http://touchstone.example/demo?x=1', '/demo?x=1'],
    ['HTTPS://evil.example', '/'],
    ['/demo?next=http://a.example/', '/demo?next=http://a.example/'],
    ['*', '*'],
    ['http://[', 'http://['],
  ])('%s is %s', (target, path) => {
    expect(originForm(target)).toBe(path);
  });
});

describe('refusedStatus', () => {
  it('is for the paths of refusals alone', () => {
    for (const path of ['/', '/.refused', '/.refused/500', '/demo/.refused/400'])
      expect(refusedStatus(path)).toBeNull();
  });
});
