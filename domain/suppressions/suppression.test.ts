import { describe, expect, it } from 'vitest';
import { isProtected, readAddress, SUPPRESSION_REASONS, weightOf } from './suppression';

describe('an address as somebody types it', () => {
  it.each([
    [' Ada@Example.com ', { channels: ['email'], address: 'ada@example.com' }],
    ['+44 7700 900123', { channels: ['sms', 'whatsapp'], address: '+447700900123' }],
    ['0044 (7700) 900-123', { channels: ['sms', 'whatsapp'], address: '+447700900123' }],
    ['447700900123', { channels: ['sms', 'whatsapp'], address: '+447700900123' }],
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

  it('weighs more the less it is the address owner’s to take back', () => {
    expect(weightOf('unsubscribed')).toBe(weightOf('manual'));
    expect(weightOf('complaint')).toBeGreaterThan(weightOf('hard_bounce'));
    expect(weightOf('erased')).toBeGreaterThan(weightOf('legal'));
  });
});
