import type { Cents } from '../shared/money';
import { type CountedPath, removalEffects } from './markov';
import { ATTRIBUTION_MODELS, type AttributionModel, creditOf, type Step } from './models';

/** An order and the touches on the way to it, the first first. */
export type Journey = { readonly steps: readonly Step[]; readonly revenueCents: Cents };

/** What the models say of one channel, agent or campaign. */
export type ModelCredit = {
  readonly key: string;
  /** Orders with a touch of it on their way. */
  readonly orders: number;
  /** Credit in minor units by model. */
  readonly credit: Readonly<Record<AttributionModel, Cents>>;
  /** Share 0..1 of the chance of an order that would be gone without it; see `removalEffects`. */
  readonly removalEffect: number;
};

export type ModelComparison = {
  /** By the credit of the last touch, the most first. */
  readonly rows: readonly ModelCredit[];
  /** Revenue of the orders that had a touch on their way: what every model's credit sums to, exactly. */
  readonly revenueCents: Cents;
  readonly orders: number;
};

/**
 * All seven models side by side over the same journeys. `withoutOrder` are the paths that led to none, which Markov
 * needs: a channel that everybody meets, buyers or not, has little effect.
 */
export function compareModels(journeys: readonly Journey[], withoutOrder: readonly CountedPath[]): ModelComparison {
  const touched = journeys.filter(({ steps }) => steps.length > 0);
  const won = touched.map(({ steps }) => ({ keys: steps.map(({ key }) => key), conversions: 1, nulls: 0 }));
  const removal = removalEffects([...won, ...withoutOrder]);
  const sums = new Map<string, { orders: number; credit: Record<AttributionModel, Cents> }>();
  for (const { steps, revenueCents } of touched) {
    for (const key of new Set(steps.map((step) => step.key))) {
      const sum = sums.get(key) ?? { orders: 0, credit: noCredit() };
      sum.orders++;
      sums.set(key, sum);
    }
    for (const model of ATTRIBUTION_MODELS) {
      for (const [key, cents] of creditOf(model, steps, revenueCents, removal)) {
        const sum = sums.get(key);
        if (sum) sum.credit[model] += cents;
      }
    }
  }
  const rows = [...sums].map(([key, sum]) => ({ key, ...sum, removalEffect: removal.effects.get(key) ?? 0 }));
  rows.sort((a, b) => b.credit.last_touch - a.credit.last_touch || (a.key < b.key ? -1 : 1));
  return {
    rows,
    revenueCents: touched.reduce((sum, journey) => sum + journey.revenueCents, 0),
    orders: touched.length,
  };
}

function noCredit(): Record<AttributionModel, Cents> {
  return { last_touch: 0, first_touch: 0, linear: 0, time_decay: 0, position: 0, markov: 0, shapley: 0 };
}
