import { describe, expect, it } from 'vitest';
import { newSession, type ShopSession } from '../services/shop';
import { readArrival } from './arrival';
import { decodeSession, encodeSession } from './session-cookie';

const cookieOf = (session: object) => Buffer.from(JSON.stringify(session)).toString('base64url');
const lines = [{ sku: 'MUG-1', quantity: 2 }];

describe('the cookie of a visitor', () => {
  it('is read as it was written', () => {
    const session: ShopSession = {
      ...newSession('v-1'),
      lines,
      code: 'K7QM-2XPRA',
      campaign: { source: 'touchstone' },
    };
    expect(decodeSession(encodeSession(session) ?? '')).toEqual(session);
  });

  it.each(['\0', 'A\0B', 'a b', '\ud800', 'x'.repeat(41), 7])('forgets the code %j and keeps the cart', (code) => {
    const session = newSession('v-1');
    expect(decodeSession(cookieOf({ ...session, lines, code }))).toEqual({ ...session, lines });
  });

  it('forgets a campaign that can be none', () => {
    for (const campaign of [{ source: 'a\0' }, { other: 'x' }, { source: 'x'.repeat(101) }, 'x']) {
      expect(decodeSession(cookieOf({ ...newSession('v-1'), campaign }))?.campaign).toEqual({});
    }
  });

  it.each(['', '%%%', cookieOf({}), cookieOf({ ...newSession('v-1'), cartKey: 'C-\0' })])(
    'makes nothing of %j',
    (value) => {
      expect(decodeSession(value)).toBeNull();
    },
  );

  it('fits into what a browser keeps', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ sku: `PRODUCT-${index}`, quantity: 9 }));
    const placed = { orderKey: 'W-1', lines: many, subtotalCents: 1, discountCents: 0, code: null };
    const campaign = { source: '\u20ac'.repeat(100), medium: '\u20ac'.repeat(100), name: '\u20ac'.repeat(100) };
    const value = encodeSession({ ...newSession('v-1'), lines: many, placed, campaign });
    expect(value?.length).toBeLessThan(4_000);
    expect(decodeSession(value ?? '')?.lines).toEqual(many);
  });
});

describe('readArrival', () => {
  const read = (query: string) => readArrival(new URLSearchParams(query));

  it('takes what a message carries', () => {
    expect(read('tsm=abc&code=K7QM-2XPRA&utm_source=touchstone&utm_campaign=win_back&utm_content=t')).toEqual({
      token: 'abc',
      code: 'K7QM-2XPRA',
      campaign: { source: 'touchstone', name: 'win_back', content: 't' },
    });
  });

  it('leaves out codes that can be none, unknown keys and what no column holds', () => {
    expect(read('code=%00&utm_other=x&utm_term=a%00b')).toEqual({ token: null, code: null, campaign: { term: 'ab' } });
    expect(read(`utm_source=${'x'.repeat(200)}`).campaign.source).toHaveLength(100);
  });
});
