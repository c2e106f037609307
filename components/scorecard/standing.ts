import type { Tone } from '@/components/ui/badge';

export type Direction = 'up' | 'down' | 'none';

export type StandingFacts = {
  value: number | null;
  baseline: number | null;
  target: number | null;
  direction: Direction;
  /** False while there are too few cases to say anything. */
  isEnough: boolean;
};

export type Standing = { word: string; tone: Tone; rule: string };

/**
 * Share of the way from baseline to target that is done: 0 at the baseline, 1 at the target, below 0 where things got
 * worse. Null where one of the three is missing or baseline and target are the same.
 */
export function shareOfWay(facts: Pick<StandingFacts, 'value' | 'baseline' | 'target'>): number | null {
  const { value, baseline, target } = facts;
  if (value === null || baseline === null || target === null || baseline === target) return null;
  return (value - baseline) / (target - baseline);
}

/** Half of the way is where "at risk" ends and "on track" begins. */
const ON_TRACK_FROM = 0.5;

/** Where a figure stands on its way to the target, in words; the rule it followed is part of the answer. */
export function standing(facts: StandingFacts): Standing {
  if (facts.value === null || !facts.isEnough) {
    return { word: 'Not enough data', tone: 'neutral', rule: 'Too few cases in this period to judge.' };
  }
  if (facts.target === null) return { word: 'No target', tone: 'neutral', rule: 'No target is set for this figure.' };
  const share = shareOfWay(facts);
  if (isMet(facts.value, facts.target, facts.direction)) {
    return { word: 'Target met', tone: 'good', rule: 'At the target or better.' };
  }
  if (share === null) return { word: 'Not there yet', tone: 'warn', rule: 'No baseline to measure the way from.' };
  if (share >= ON_TRACK_FROM) {
    return { word: 'On track', tone: 'good', rule: 'At least half of the way from baseline to target.' };
  }
  if (share >= 0) return { word: 'At risk', tone: 'warn', rule: 'Less than half of the way from baseline to target.' };
  return { word: 'Off track', tone: 'bad', rule: 'Worse than the baseline.' };
}

function isMet(value: number, target: number, direction: Direction): boolean {
  return direction === 'down' ? value <= target : value >= target;
}
