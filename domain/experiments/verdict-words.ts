import { percentWords } from '../shared/figure-words';
import type { ExperimentDecision } from './experiment';

/** 0.6 is "+60%". */
export function liftWords(lift: number): string {
  const percent = percentWords(Math.round(lift * 1e3) / 10);
  return lift > 0 ? `+${percent}` : percent;
}

/** A p value as people write it: "p = 0.0016", "p < 0.0001". */
export function chanceWords(p: number | null): string {
  if (p === null) return 'p unknown';
  if (p < 0.0001) return 'p < 0.0001';
  return `p = ${p < 0.1 ? Number(p.toPrecision(2)) : p.toFixed(2)}`;
}

/** What to do, as the banner says it. */
export const DECISION_WORDS: Record<ExperimentDecision, string> = {
  ship: 'Ship it',
  stop: 'Stop',
  keep_running: 'Keep running',
  no_difference: 'No difference worth having',
  invalid: 'Invalid',
};
