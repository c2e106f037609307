import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../policies/policy';
import { DAY, after as moved } from '../../shared/time';
import { type PlateauFacts, plateauOf, plateauSpans } from './plateau';

const NOW = new Date('2026-11-21T12:00:00Z');
const share = (successes: number, trials: number) => ({ successes, trials });
const facts = (changes: Partial<PlateauFacts>): PlateauFacts => ({
  recent: share(400, 10_000),
  before: share(400, 10_000),
  lastTestEndedAt: null,
  ...changes,
});

describe('a plateau', () => {
  it.each<[string, Partial<PlateauFacts>, boolean]>([
    ['the same rate, with volume', {}, true],
    ['a fall', { recent: share(300, 10_000) }, true],
    ['a rise, however small', { recent: share(401, 10_000) }, false],
    ['a clear rise', { recent: share(600, 10_000) }, false],
    ['the same rate of too few to tell', { recent: share(40, 1_000), before: share(40, 1_000) }, false],
    ['a fall of too few to tell', { recent: share(38, 1_000), before: share(40, 1_000) }, false],
    ['fewer than a test needs now', { recent: share(0, 999) }, false],
    ['fewer than a test needs before', { before: share(300, 999), recent: share(10, 10_000) }, false],
    ['nobody ever clicked', { recent: share(0, 10_000), before: share(0, 10_000) }, false],
    ['words that were tried meanwhile', { lastTestEndedAt: moved(NOW, -29 * DAY) }, false],
    ['words older than both spans', { lastTestEndedAt: moved(NOW, -30 * DAY) }, true],
  ])('%s', (_name, changes, isOne) => {
    expect(plateauOf(facts(changes), DEFAULT_POLICY, NOW) !== null).toBe(isOne);
  });

  it('is told where a rise worth having would have shown, and no earlier', () => {
    // At 4 %, a fifth more is 0.8 points: Newcombe's bound of no difference is below that from some 4,600 deliveries a span on.
    const at = (trials: number) =>
      plateauOf(facts({ recent: share(trials / 25, trials), before: share(trials / 25, trials) }), DEFAULT_POLICY, NOW);
    expect([at(4_000), at(5_000)].map((reason) => reason !== null)).toEqual([false, true]);
  });

  it('is a reason with its figures', () => {
    expect(plateauOf(facts({ recent: share(350, 10_000) }), DEFAULT_POLICY, NOW)).toEqual({
      text: 'No better than before: clicked by 3.5% of 10,000 deliveries within 14 days, by 4.0% of 10,000 deliveries in as many before.',
      factor: 'plateau',
      value: -0.005,
    });
  });

  it('compares two whole spans, whose last clicks could have come', () => {
    expect(plateauSpans(DEFAULT_POLICY, NOW)).toEqual({
      from: moved(NOW, -30 * DAY),
      middle: moved(NOW, -16 * DAY),
      to: moved(NOW, -2 * DAY),
    });
  });
});
