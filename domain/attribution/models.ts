import type { Cents } from '../shared/money';
import { DAY } from '../shared/time';
import { apportion } from './apportion';
import type { RemovalEffects } from './markov';

/** The ways to share an order's revenue among the touches before it. */
export const ATTRIBUTION_MODELS = [
  'last_touch',
  'first_touch',
  'linear',
  'time_decay',
  'position',
  'markov',
  'shapley',
] as const;
export type AttributionModel = (typeof ATTRIBUTION_MODELS)[number];

/** A touch counts half as much for each week that it lies before the order, under time decay. */
export const HALF_LIFE_MS = 7 * DAY;

/** A touch on the way to an order: its channel (or agent, or campaign), and how long before the order it was. */
export type Step = { readonly key: string; readonly ageMs: number };

/**
 * Weight by key of one journey under a model, not negative, summing to 1 where there is a step. `steps` are in their
 * order, the first touch first. Markov shares a journey among its keys in proportion to their removal effects; Shapley
 * among its unique keys equally, which is the Shapley value of "the sum of conversions of all journeys within the keys".
 */
export function weightsOf(
  model: AttributionModel,
  steps: readonly Step[],
  { effects }: Pick<RemovalEffects, 'effects'>,
): Map<string, number> {
  switch (model) {
    case 'last_touch':
      return byKey(steps, (_, index) => (index === steps.length - 1 ? 1 : 0));
    case 'first_touch':
      return byKey(steps, (_, index) => (index === 0 ? 1 : 0));
    case 'linear':
      return byKey(steps, () => 1);
    case 'time_decay': {
      const youngest = Math.min(...steps.map(({ ageMs }) => ageMs));
      return byKey(steps, ({ ageMs }) => 2 ** ((youngest - ageMs) / HALF_LIFE_MS));
    }
    case 'position':
      return byKey(steps, (_, index) => positionWeight(index, steps.length));
    case 'markov':
      return overKeys(steps, (key) => effects.get(key) ?? 0);
    case 'shapley':
      return overKeys(steps, () => 1);
  }
}

/** 40 % to the first and to the last touch, 20 % to those between; of two, half each. */
function positionWeight(index: number, count: number): number {
  if (count <= 2) return 1;
  return index === 0 || index === count - 1 ? 0.4 : 0.2 / (count - 2);
}

function byKey(steps: readonly Step[], weightOf: (step: Step, index: number) => number): Map<string, number> {
  const weights = new Map<string, number>();
  steps.forEach((step, index) => {
    weights.set(step.key, (weights.get(step.key) ?? 0) + weightOf(step, index));
  });
  return normalised(weights);
}

function overKeys(steps: readonly Step[], weightOf: (key: string) => number): Map<string, number> {
  return normalised(new Map(steps.map(({ key }) => [key, weightOf(key)])));
}

function normalised(weights: Map<string, number>): Map<string, number> {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  return new Map([...weights].map(([key, weight]) => [key, total > 0 ? weight / total : 1 / weights.size]));
}

/** Credit by key of one order under a model, in whole cents that sum to its revenue exactly; none without a touch. */
export function creditOf(
  model: AttributionModel,
  steps: readonly Step[],
  revenueCents: Cents,
  removal: Pick<RemovalEffects, 'effects'>,
): Map<string, Cents> {
  const weights = weightsOf(model, steps, removal);
  const keys = [...weights.keys()].sort();
  const parts = apportion(
    revenueCents,
    keys.map((key) => weights.get(key) ?? 0),
  );
  return new Map(keys.map((key, index) => [key, parts[index] ?? 0]));
}
