import { chance, logNormal, pickWeighted, type Rng } from '../shared/random';
import { after, DAY, MINUTE } from '../shared/time';
import { instantOf, localDay, weekdayOf } from './local-time';
import type { ApproverParameters, ApproverReason } from './parameters';

/** What the simulated approver looks at: how much is given away, in whole percent; null without a discount. */
export type ApproverFacts = { percentOff: number | null };

export type PlannedVerdict = { verdict: 'approve' } | { verdict: 'reject'; reason: ApproverReason };

/**
 * The simulated approver's rule for one decision: most are approved, some rejected with a preset reason, dear discounts
 * more often than others. Chance stands for everything a person sees that no rule knows; the same stream of chance
 * gives the same verdict.
 */
export function planVerdict(rng: Rng, facts: ApproverFacts, parameters: ApproverParameters): PlannedVerdict {
  const isDear = (facts.percentOff ?? 0) >= parameters.dearFromPercent;
  if (!chance(rng, isDear ? parameters.rejectDear : parameters.reject)) return { verdict: 'approve' };
  const reasons = Object.entries(parameters.reasons) as [ApproverReason, number][];
  const fitting = reasons.filter(([reason]) => reason !== 'wrong_offer' || facts.percentOff !== null);
  return { verdict: 'reject', reason: pickWeighted(rng, fitting) };
}

/** How long the simulated approver looks at one decision, in milliseconds. */
export function handlingMs(rng: Rng, { handlingMinutes }: ApproverParameters): number {
  return Math.round(logNormal(rng, handlingMinutes.median, handlingMinutes.sigma) * MINUTE);
}

/** The first instant from `at` on at which the approver works: `at` itself within a shift, else the next one's start. */
export function onDutyFrom(at: Date, timezone: string, { shifts }: ApproverParameters): Date {
  const today = localDay(at, timezone);
  for (let day = today; day <= today + shifts.length; day++) {
    const shift = shifts[weekdayOf(day)];
    if (!shift) continue;
    const [start, end] = shift.map((hour) => instantOf(day, hour * 60, timezone)) as [Date, Date];
    if (at < end) return at > start ? at : start;
  }
  return after(at, shifts.length * DAY);
}
