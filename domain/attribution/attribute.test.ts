import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../shared/time';
import { attribute, EVIDENCE, type TouchFacts } from './attribute';

const WINDOW = 7 * DAY;

const orderedAt = new Date('2026-11-21T12:00:00Z');
const order = { netRevenueCents: 5_000, orderedAt };
const touch = (messageId: string, hoursBefore: number, ...evidence: TouchFacts['evidence']): TouchFacts => ({
  messageId,
  decisionId: `d-${messageId}`,
  deliveredAt: new Date(orderedAt.getTime() - hoursBefore * 3_600_000),
  windowMs: WINDOW,
  evidence,
});

const touches = fc.array(
  fc.record({
    messageId: fc.uuid(),
    decisionId: fc.uuid(),
    deliveredAt: fc.date({
      min: new Date('2026-11-10T00:00:00Z'),
      max: new Date('2026-11-23T00:00:00Z'),
      noInvalidDate: true,
    }),
    windowMs: fc.constantFrom(WINDOW, 30 * DAY),
    evidence: fc.subarray([...EVIDENCE]),
  }),
  { maxLength: 12 },
);

describe('attribute', () => {
  it('prefers the stronger evidence, then the later touch', () => {
    expect(attribute(order, [touch('a', 1, 'utm'), touch('b', 30, 'code'), touch('c', 2, 'signed_id')])).toEqual([
      { messageId: 'b', decisionId: 'd-b', evidence: 'code', creditCents: 5_000 },
    ]);
    expect(attribute(order, [touch('a', 40, 'signed_id'), touch('b', 2, 'signed_id')])[0]?.messageId).toBe('b');
  });

  it('gives nothing for identity alone, for what came later, or outside the window', () => {
    expect(attribute(order, [touch('a', 1)])).toEqual([]);
    expect(attribute(order, [touch('a', -1, 'code')])).toEqual([]);
    expect(attribute(order, [touch('a', 7 * 24 + 0.01, 'code')])).toEqual([]);
    expect(attribute(order, [touch('a', 7 * 24, 'code')])).toHaveLength(1);
    const longer = { ...touch('a', 8 * 24, 'utm'), windowMs: 30 * DAY };
    expect(attribute(order, [longer, touch('b', 8 * 24, 'code')])).toMatchObject([{ messageId: 'a' }]);
  });

  it('credits exactly the net revenue, or nothing, whatever the order of the facts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), touches, (netRevenueCents, facts) => {
        const credits = attribute({ netRevenueCents, orderedAt }, facts);
        expect(attribute({ netRevenueCents, orderedAt }, [...facts].reverse())).toEqual(credits);
        const total = credits.reduce((sum, credit) => sum + credit.creditCents, 0);
        expect(credits.length === 0 ? 0 : netRevenueCents).toBe(total);
        for (const credit of credits) {
          const source = facts.find(({ messageId }) => messageId === credit.messageId);
          const elapsed = orderedAt.getTime() - (source?.deliveredAt.getTime() ?? 0);
          expect(elapsed).toBeGreaterThanOrEqual(0);
          expect(elapsed).toBeLessThanOrEqual(source?.windowMs ?? 0);
        }
      }),
    );
  });
});
