import { describe, expect, it } from 'vitest';
import { mendable, whoWords } from './event-words';

describe('whoWords', () => {
  it('prefers the shop id, calls others visitors, and cuts what is long', () => {
    expect(whoWords({ userId: 'ada', anonymousId: 'x' })).toBe('ada');
    expect(whoWords({ userId: null, anonymousId: 'x' })).toBe('Visitor x');
    expect(whoWords({ userId: 'u'.repeat(60), anonymousId: null })).toHaveLength(24);
  });
});

describe('mendable', () => {
  it('lays JSON out and leaves the rest alone', () => {
    expect(mendable('{"type":"track"}')).toBe('{\n  "type": "track"\n}');
    expect(mendable('{"type":')).toBe('{"type":');
  });
});
