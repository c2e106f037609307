import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayName, parseEmailAddress } from './email-address';

describe('parseEmailAddress', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace+shop@Example.COM ', 'Ada.Lovelace+shop@example.com'],
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['ada@exämple.com', 'ada@exämple.com'],
    ['ada@xn--exmple-cua.com', 'ada@xn--exmple-cua.com'],
  ])('takes %j', (raw, address) => {
    expect(parseEmailAddress(raw)).toEqual({ ok: true, address });
  });

  it.each([
    'a@b.com,c@d.com',
    'a@b.com;c@d.com',
    'a@b.com\r\nRCPT TO:<x@y.z>',
    'a@b.com\nBcc: x@y.z',
    'a\u0000@b.com',
    'victim\uff20v.com@evil.com',
    'a\uff0cb@c.com',
    '"a b"@c.com',
    '"a@b.com"@c.com',
    'Ada <ada@example.com>',
    'ada@example.com (comment)',
    'ada@[127.0.0.1]',
    'ada@localhost',
    'ada@-example.com',
    'ada@example..com',
    '.ada@example.com',
    'ada@',
    '@example.com',
    'ada',
    '',
    'a\u202eb@example.com',
    'ü@example.com',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
  ])('refuses %j', (raw) => {
    expect(parseEmailAddress(raw).ok).toBe(false);
  });

  it('lets nothing through that could end a command or add a recipient', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.emailAddress(), (noise, address) => {
        for (const raw of [noise, `${address}${noise}`, `${noise}${address}`]) {
          const parsed = parseEmailAddress(raw);
          if (parsed.ok) expect(parsed.address).toMatch(/^[^\s,;<>"()\p{Cc}@]+@[^\s,;<>"()\p{Cc}@]+$/u);
        }
      }),
    );
  });
});

describe('displayName', () => {
  it('keeps a header on its line', () => {
    expect(displayName('Ada\r\nBcc: x@y.z\u0000 Lovelace')).toBe('Ada Bcc: x@y.z Lovelace');
  });
});
