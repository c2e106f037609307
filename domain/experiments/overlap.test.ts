import { describe, expect, it } from 'vitest';
import { judgeOverlap, type OverlapFacts, type TestSpan } from './overlap';

const span = (name: string, from: string, until: string): TestSpan => ({
  id: name,
  name,
  from: new Date(from),
  until: new Date(until),
});
const cart = span('Cart', '2026-11-01', '2026-11-20');
const news = span('News', '2026-11-10', '2026-12-01');

const facts = (changes: Partial<OverlapFacts> = {}): OverlapFacts => ({
  kind: 'counted',
  left: cart,
  right: news,
  customers: { left: 200, right: 100, both: 40 },
  byArms: [
    [
      [10, 10],
      [10, 10],
    ],
  ],
  ...changes,
});

describe('judgeOverlap', () => {
  it('says how many are in both, of the smaller test, and that independent draws distort nothing', () => {
    const overlap = judgeOverlap(facts());
    expect(overlap).toMatchObject({ share: 0.4, p: 1, isBiased: false });
    expect(overlap?.words).toMatch(/^40 customers \(40% of the smaller test\) are in “Cart” and in “News”/);
    expect(overlap?.words).toContain('neither result is distorted');
  });

  it.each([
    ['few in both', { customers: { left: 200, right: 100, both: 19 } }],
    ['a small part of either', { customers: { left: 900, right: 800, both: 40 } }],
    ['tests that never ran at the same time', { right: span('News', '2026-11-20', '2026-12-01') }],
    ['nobody in one', { customers: { left: 200, right: 0, both: 0 }, byArms: [] }],
  ])('is silent about %s', (_, changes) => expect(judgeOverlap(facts(changes))).toBeNull());

  it('does not trust arms that go together', () => {
    const overlap = judgeOverlap(
      facts({
        byArms: [
          [
            [18, 2],
            [2, 18],
          ],
        ],
      }),
    );
    expect(overlap).toMatchObject({ isBiased: true });
    expect(overlap?.words).toContain('neither result can be trusted');
  });

  it('speaks of tests that are over as of what was', () => {
    expect(judgeOverlap(facts({ kind: 'over' }))?.words).toMatch(/^40 customers \(40% of the smaller test\) were in/);
  });

  it('tells an expectation from a count', () => {
    const words = judgeOverlap(facts({ kind: 'expected', byArms: [] }))?.words;
    expect(words).toMatch(/^By the messages of late, 40 customers/);
  });
});
