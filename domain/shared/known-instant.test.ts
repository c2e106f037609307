import { describe, expect, it } from 'vitest';
import { KnownDate, KnownInstant } from './known-instant';

describe('instants that somebody says', () => {
  it.each(['1970-01-01T00:00:00Z', '2026-11-21T12:00:00.000Z', '2200-12-31T23:59:59.999Z'])('may be %s', (text) => {
    expect(KnownInstant.safeParse(text).success).toBe(true);
    expect(KnownDate.safeParse(new Date(text)).success).toBe(true);
  });

  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])('may not be %s', (text) => {
    expect(KnownInstant.safeParse(text).success).toBe(false);
    expect(KnownDate.safeParse(new Date(text)).success).toBe(false);
  });

  it.each(['-100000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'no date'])('may not be %s', (text) => {
    expect(KnownDate.safeParse(new Date(text)).success).toBe(false);
  });

  it('may be the first moment of 1970 and the last of 2200 in every time zone', () => {
    expect(KnownDate.safeParse(new Date('1970-01-01T00:00:00+14:00')).success).toBe(true);
    expect(KnownDate.safeParse(new Date('2201-01-01T00:00:00-11:00')).success).toBe(true);
  });
});
