import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData, sharedRows } from '@/tests/harness/shared-data';
import { removalEffects } from './markov';
import { type AttributionModel, weightsOf } from './models';

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
