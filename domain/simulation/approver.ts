import { chance, logNormal, pick, type Rng } from '../shared/random';
import { MINUTE } from '../shared/time';
import type { ApproverParameters } from './parameters';

/** Reasons the simulated approver gives; each is a preset of the review inbox. */
export type PlannedVerdict = { delayMs: number } & ({ verdict: 'approve' } | { verdict: 'reject'; reason: string });

/** How the simulated approver of the demo history judges one decision, and how long it takes them. */
export function planVerdict(rng: Rng, parameters: ApproverParameters, reasons: readonly string[]): PlannedVerdict {
  const delayMs = Math.round(
    logNormal(rng, parameters.latencyMinutes.median, parameters.latencyMinutes.sigma) * MINUTE,
  );
  if (chance(rng, parameters.approve)) return { delayMs, verdict: 'approve' };
  return { delayMs, verdict: 'reject', reason: pick(rng, reasons) };
}
