import type { Policy } from '../policies/policy';
import { type Harm, wilsonLowerBound } from './evidence';

/** A wave of something customers do to be rid of messages: surely more than the policy bears. */
export type Wave = {
  readonly what: 'spam complaints' | 'unsubscribes';
  readonly count: number;
  readonly limit: number;
};

/**
 * Complaints or unsubscribes whose share of the touches is surely (lower 95 % bound) above the policy's limit. With
 * fewer touches than the policy asks for, nothing can be told.
 */
export function waveOf(harm: Harm, policy: Policy): Wave | null {
  const { touchesToJudge, unsubscribeLimit } = policy.autonomy;
  if (harm.touches < touchesToJudge) return null;
  const isSurelyAbove = (count: number, limit: number) => wilsonLowerBound(count, harm.touches) > limit;
  if (isSurelyAbove(harm.complaints, policy.reputation.complaintRate)) {
    return { what: 'spam complaints', count: harm.complaints, limit: policy.reputation.complaintRate };
  }
  if (isSurelyAbove(harm.unsubscribes, unsubscribeLimit)) {
    return { what: 'unsubscribes', count: harm.unsubscribes, limit: unsubscribeLimit };
  }
  return null;
}

/** What a rise has to wait for, in words; null where nothing did harm. One reported breach or complaint is harm. */
export function harmIn(harm: Harm, policy: Policy): string | null {
  const times = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  if (harm.breaches > 0)
    return `${harm.breaches} reported ${harm.breaches === 1 ? 'breach' : 'breaches'} in the last ${harm.days} days`;
  if (harm.complaints > 0) return `${times(harm.complaints, 'spam complaint')} in the last ${harm.days} days`;
  const wave = waveOf(harm, policy);
  return wave && `${wave.count} of ${harm.touches} touches of the last ${harm.days} days were unsubscribed from`;
}
