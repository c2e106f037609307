import { describe, expect, it } from 'vitest';
import { normaliseEmail, normalisePhone, telephone } from './address';

describe('normaliseEmail', () => {
  it.each([
    [' Ada@Shop.Example ', 'ada@shop.example'],
    ['ü@exämple.com', 'ü@exämple.com'],
    ['a+b@c.co.uk', 'a+b@c.co.uk'],
  ])('keeps %j', (text, email) => expect(normaliseEmail(text)).toBe(email));

  it.each([
    'ada',
    'a@b',
    'a@b.com,c@d.com',
    'a@b.com\r\nRCPT TO:<x@y.z>',
    'victim\uff20v.com@evil.com',
    '"a b"@c.com',
    'a..b@c.com',
    '<a@b.com>',
    `${'x'.repeat(250)}@b.com`,
  ])('refuses %j', (text) => expect(normaliseEmail(text)).toBeNull());
});

describe('normalisePhone', () => {
  it.each([
    ['+44 20 7946 0958', '+442079460958'],
    ['0044 (20) 7946-0958', '+442079460958'],
  ])('keeps %j', (text, phone) => expect(normalisePhone(text)).toBe(phone));

  it.each(['12', 'call me', '+1 555 CALL', '020 7946 0958'])('refuses %j', (text) => {
    expect(normalisePhone(text)).toBeNull();
  });
});

describe('telephone', () => {
  it.each(['+44 7700 900123', '447700900123', '0044 7700 900123', ' +44 (7700) 900-123 '])('is one for %j', (text) => {
    expect(telephone(text)).toBe('+447700900123');
  });

  it('is none where there is no number', () => expect(telephone('call me')).toBeNull());
});
