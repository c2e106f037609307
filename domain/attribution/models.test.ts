import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '../shared/time';
import { apportion } from './apportion';
import { compareModels } from './compare-models';
import { removalEffects } from './markov';
import { ATTRIBUTION_MODELS, creditOf, weightsOf } from './models';

describe('time decay', () => {
  it('halves with every week', () => {
    const steps = [
      { key: 'sms', ageMs: 14 * DAY },
      { key: 'email', ageMs: 7 * DAY },
      { key: 'push', ageMs: 0 },
    ];
    const weights = weightsOf('time_decay', steps, removalEffects([]));
    expect(weights.get('push')).toBeCloseTo(4 / 7, 12);
    expect(weights.get('email')).toBeCloseTo(2 / 7, 12);
    expect(weights.get('sms')).toBeCloseTo(1 / 7, 12);
  });
});

describe('credit', () => {
  const step = fc.record({
    key: fc.constantFrom('email', 'sms', 'whatsapp', 'push', 'web'),
    ageMs: fc.integer({ min: 0, max: 30 * DAY }),
  });
  const journey = fc.record({
    steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    revenueCents: fc.integer({ min: 0, max: 10_000_000 }),
  });
  const lost = fc.record({
    keys: fc.array(fc.constantFrom('email', 'sms', 'web', 'display'), { minLength: 1, maxLength: 5 }),
    conversions: fc.constant(0),
    nulls: fc.integer({ min: 1, max: 50 }),
  });

  it('sums to the order’s revenue to the cent, under every model, and is never negative', () => {
    fc.assert(
      fc.property(
        fc.array(journey, { minLength: 1, maxLength: 8 }),
        fc.array(lost, { maxLength: 4 }),
        (journeys, nulls) => {
          const effects = removalEffects([
            ...journeys.map(({ steps }) => ({ keys: steps.map(({ key }) => key), conversions: 1, nulls: 0 })),
            ...nulls,
          ]);
          for (const model of ATTRIBUTION_MODELS) {
            for (const { steps, revenueCents } of journeys) {
              const credit = [...creditOf(model, steps, revenueCents, effects).values()];
              expect(credit.reduce((sum, cents) => sum + cents, 0)).toBe(revenueCents);
              expect(credit.every((cents) => Number.isInteger(cents) && cents >= 0)).toBe(true);
            }
          }
          const { rows, revenueCents } = compareModels(journeys, nulls);
          for (const model of ATTRIBUTION_MODELS) {
            expect(rows.reduce((sum, { credit }) => sum + credit[model], 0)).toBe(revenueCents);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives the cents that rounding leaves to those that lost most', () => {
    expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(apportion(1, [0.2, 0.5, 0.3])).toEqual([0, 1, 0]);
    expect(apportion(5, [0, 0])).toEqual([3, 2]);
    expect(apportion(7, [])).toEqual([]);
  });
});

describe('compareModels', () => {
  it('lays the models side by side, and leaves out orders nothing led to', () => {
    const steps = [
      { key: 'sms', ageMs: 7 * DAY },
      { key: 'email', ageMs: 0 },
    ];
    const { rows, orders, revenueCents } = compareModels(
      [
        { steps, revenueCents: 900 },
        { steps: [], revenueCents: 5_000 },
      ],
      [{ keys: ['sms'], conversions: 0, nulls: 9 }],
    );
    expect({ orders, revenueCents }).toEqual({ orders: 1, revenueCents: 900 });
    expect(rows.map(({ key }) => key)).toEqual(['email', 'sms']);
    expect(rows[0]).toMatchObject({
      orders: 1,
      credit: { last_touch: 900, first_touch: 0, linear: 450, time_decay: 600 },
    });
    expect(rows[0]?.removalEffect).toBeCloseTo(1, 12);
  });

  it('is empty of nothing', () => {
    expect(compareModels([], [])).toEqual({ rows: [], revenueCents: 0, orders: 0 });
  });
});
