import type { Reason } from '../../decisions/candidate';
import type { Policy } from '../../policies/policy';
import { plural } from '../../shared/plural';
import { DAY } from '../../shared/time';

/** What is known of a message that could be tested. */
export type TargetFacts = {
  /** Messages of this kind sent within the days a test may last, before now. */
  readonly recentVolume: number;
  /** A test of it is proposed or running. */
  readonly isTesting: boolean;
  readonly lastTestEndedAt: Date | null;
};

export type Eligibility = { readonly isEligible: boolean; readonly reasons: readonly Reason[] };

/** Whether a test of a message could ever give an answer, and why not. What was sent lately is what is expected. */
export function eligibility(facts: TargetFacts, policy: Policy, now: Date): Eligibility {
  const { leastVolume, restDays, longestDays } = policy.creative;
  const against: Reason[] = [];
  if (facts.isTesting) {
    against.push({ text: 'A test of this message is proposed or running.', factor: 'test_running', value: null });
  }
  if (facts.recentVolume < leastVolume) {
    const text = `${plural(facts.recentVolume, 'message')} in ${plural(longestDays, 'day')}; a test needs ${leastVolume}.`;
    against.push({ text, factor: 'expected_volume', value: facts.recentVolume });
  }
  const restedDays = facts.lastTestEndedAt && (now.getTime() - facts.lastTestEndedAt.getTime()) / DAY;
  if (restedDays !== null && restedDays < restDays) {
    const text = `The last test ended less than ${plural(restDays, 'day')} ago.`;
    against.push({ text, factor: 'last_test_days', value: Math.floor(restedDays) });
  }
  if (against.length > 0) return { isEligible: false, reasons: against };
  const text = `${plural(facts.recentVolume, 'message')} in ${plural(longestDays, 'day')}: enough for a test.`;
  return { isEligible: true, reasons: [{ text, factor: 'expected_volume', value: facts.recentVolume }] };
}
