import { z } from 'zod';
import { SAMPLED_REVIEW } from '../autonomy/sampled-review';
import { Finding, Verdict } from '../guardrails/verdict';
import type { Reason } from './candidate';
import { Snapshot } from './snapshot';

/**
 * What is asked of stored decisions where their rows are, and what judging one again has to know of its first look: the
 * rest is kept packed. A whole snapshot reads as its outline.
 */
export const SnapshotOutline = Snapshot.pick({ trigger: true, again: true, winback: true, rollout: true }).extend({
  customer: Snapshot.shape.customer.pick({ stage: true, lifetimeValueCents: true }),
  cart: z.object({ id: z.string(), lastChangedAt: z.iso.datetime() }).nullable(),
});
export type SnapshotOutline = z.infer<typeof SnapshotOutline>;

/** The outline of a snapshot. */
export function snapshotOutline({ trigger, again, winback, rollout, customer, cart }: Snapshot): SnapshotOutline {
  return {
    trigger,
    ...(again && { again }),
    winback,
    rollout,
    customer: { stage: customer.stage, lifetimeValueCents: customer.lifetimeValueCents },
    cart: cart && { id: cart.id, lastChangedAt: cart.lastChangedAt },
  };
}

/** What every guardrail said, with the findings that did not pass: what lists, filters and figures ask for. */
export const VerdictsOutline = z.array(Verdict.extend({ findings: z.array(Finding) }));
export type VerdictsOutline = z.infer<typeof VerdictsOutline>;

/** The outline of verdicts. */
export function verdictsOutline(verdicts: readonly Verdict[]): VerdictsOutline {
  return verdicts.map(({ findings, ...said }) => ({
    ...said,
    findings: findings.filter(({ verdict }) => verdict !== 'pass'),
  }));
}

/** The reasons that decisions are counted by. */
export function reasonsOutline(reasons: readonly Reason[]): Reason[] {
  return reasons.filter(({ factor }) => factor === SAMPLED_REVIEW);
}
