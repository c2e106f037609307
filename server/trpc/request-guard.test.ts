import { describe, expect, it } from 'vitest';
import { refusal } from './request-guard';

const OWN = 'https://touchstone.example';

function call(method: string, headers: Record<string, string>): Request {
  return new Request(`${OWN}/api/trpc/x`, { method, headers: { host: 'touchstone.example', ...headers } });
}
const json = { 'content-type': 'application/json' };

describe('refusal', () => {
  it('lets own pages through', () => {
    expect(refusal(call('POST', { ...json, origin: OWN }), OWN)).toBeNull();
    expect(
      refusal(call('POST', { 'content-type': 'application/json; charset=utf-8', origin: OWN }), undefined),
    ).toBeNull();
    expect(refusal(call('GET', {}), OWN)).toBeNull();
  });

  it.each([
    ['another origin', { ...json, origin: 'https://evil.example' }],
    ['an origin that only begins like ours', { ...json, origin: 'https://touchstone.example.evil.example' }],
    ['no origin', json],
    ['an opaque origin', { ...json, origin: 'null' }],
    ['a form', { 'content-type': 'text/plain', origin: OWN }],
    ['a type that hides behind another', { 'content-type': 'text/plain, application/json', origin: OWN }],
    ['a cross-site fetch', { ...json, origin: OWN, 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', (_what, headers) => {
    expect(refusal(call('POST', headers), OWN)).toEqual(expect.any(String));
  });
});
