import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedRows } from '@/tests/harness/shared-data';
import { DAY } from '../shared/time';
import { apportion } from './apportion';
import { compareModels } from './compare-models';
import { removalEffects } from './markov';
import { ATTRIBUTION_MODELS, type AttributionModel, creditOf, weightsOf } from './models';

type Reference = {
  p_conversion: number;
  removal_effect: Record<string, number>;
  markov_conversions: Record<string, number>;
  heuristic: Record<string, { first: number; last: number; linear: number }>;
  ushape40_20_40: Record<string, number>;
  shapley_set: Record<string, number>;
};

const reference: Reference = JSON.parse(readFileSync(sharedData('reference/attribution_pathdata.json'), 'utf8'));
const paths = sharedRows('attribution/channelattribution_pathdata.csv').map((row) => ({
  keys: (row.path ?? '').split(' > '),
  conversions: Number(row.total_conversions),
  nulls: Number(row.total_null),
}));
const removal = removalEffects(paths);

/** Conversions of all paths shared by a model. */
function totals(model: AttributionModel): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { keys, conversions } of paths) {
    const steps = keys.map((key) => ({ key, ageMs: 0 }));
    for (const [key, weight] of weightsOf(model, steps, removal)) {
      sums.set(key, (sums.get(key) ?? 0) + weight * conversions);
    }
  }
  return sums;
}

describe('the paths of ChannelAttribution', () => {
  it('convert with the reference’s chance and removal effects', () => {
    expect(removal.conversionChance).toBeCloseTo(reference.p_conversion, 9);
    for (const [key, effect] of Object.entries(reference.removal_effect)) {
      expect(removal.effects.get(key)).toBeCloseTo(effect, 9);
    }
  });

  it('have the reference’s Markov conversions', () => {
    const conversions = paths.reduce((sum, path) => sum + path.conversions, 0);
    const all = [...removal.effects.values()].reduce((sum, effect) => sum + effect, 0);
    expect(conversions).toBe(19_785);
    expect(all).toBeCloseTo(2.066986, 6);
    for (const [key, expected] of Object.entries(reference.markov_conversions)) {
      expect((conversions * (removal.effects.get(key) ?? 0)) / all).toBeCloseTo(expected, 6);
    }
  });

  it.each([
    ['last_touch', (key: string) => reference.heuristic[key]?.last],
    ['first_touch', (key: string) => reference.heuristic[key]?.first],
    ['linear', (key: string) => reference.heuristic[key]?.linear],
    ['position', (key: string) => reference.ushape40_20_40[key]],
    ['shapley', (key: string) => reference.shapley_set[key]],
  ] as const)('are shared by %s as the reference has it', (model, expected) => {
    const sums = totals(model);
    for (const key of Object.keys(reference.removal_effect)) {
      expect(sums.get(key)).toBeCloseTo(expected(key) ?? Number.NaN, 6);
    }
  });
});

describe('time decay', () => {
  it('halves with every week', () => {
    const steps = [
      { key: 'sms', ageMs: 14 * DAY },
      { key: 'email', ageMs: 7 * DAY },
      { key: 'push', ageMs: 0 },
    ];
    const weights = weightsOf('time_decay', steps, removal);
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
