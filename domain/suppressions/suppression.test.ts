import { describe, expect, it } from 'vitest';
import { isProtected, readAddress, SUPPRESSION_REASONS } from './suppression';

describe('an address as somebody types it', () => {
  it.each([
    [' Ada@Example.com ', { channels: ['email'], spellings: ['ada@example.com'] }],
    ['+44 7700 900123', { channels: ['sms', 'whatsapp'], spellings: ['+447700900123', '447700900123'] }],
    ['0044 (7700) 900-123', { channels: ['sms', 'whatsapp'], spellings: ['+447700900123', '447700900123'] }],
    ['447700900123', { channels: ['sms', 'whatsapp'], spellings: ['+447700900123', '447700900123'] }],
    ['ada', null],
    ['ada@', null],
    ['', null],
  ])('reads %j', (text, expected) => {
    expect(readAddress(text)).toEqual(expected);
  });
});

describe('a reason', () => {
  it('of a complaint, the law or an erasure outweighs the others, and so does one nobody knows', () => {
    expect(SUPPRESSION_REASONS.filter(isProtected)).toEqual(['complaint', 'legal', 'erased']);
    expect(isProtected('of another release')).toBe(true);
  });
});
