import type { Reason } from '../../decisions/candidate';
import type { Policy } from '../../policies/policy';
import { plural } from '../../shared/plural';
import { DAY } from '../../shared/time';

/** What is known of a message that could be tested. */
export type TargetFacts = {
  /** Messages of this kind sent within the days a test may last, before now. */
  readonly recentVolume: number;
  /** Customers whom a campaign that has just begun may send it to, beside those. */
  readonly plannedVolume: number;
  /** A test of it is proposed or running. */
  readonly isTesting: boolean;
  readonly lastTestEndedAt: Date | null;
};

export type Eligibility = { readonly isEligible: boolean; readonly reasons: readonly Reason[] };

/**
 * Whether a test of a message could ever give an answer, and why not. What was sent lately is what is expected, and whom
 * a campaign that begins is for.
 */
export function eligibility(facts: TargetFacts, policy: Policy, now: Date): Eligibility {
  const { leastVolume, restDays, longestDays } = policy.creative;
  const against: Reason[] = [];
  if (facts.isTesting) {
    against.push({ text: 'A test of this message is proposed or running.', factor: 'test_running', value: null });
  }
  const expected = facts.recentVolume + facts.plannedVolume;
  const volume = volumeWords(facts, longestDays);
  if (expected < leastVolume) {
    against.push({ text: `${volume}; a test needs ${leastVolume}.`, factor: 'expected_volume', value: expected });
  }
  const restedDays = facts.lastTestEndedAt && (now.getTime() - facts.lastTestEndedAt.getTime()) / DAY;
  if (restedDays !== null && restedDays < restDays) {
    const text = `The last test ended less than ${plural(restDays, 'day')} ago.`;
    against.push({ text, factor: 'last_test_days', value: Math.floor(restedDays) });
  }
  if (against.length > 0) return { isEligible: false, reasons: against };
  const text = `${volume}: enough for a test.`;
  return { isEligible: true, reasons: [{ text, factor: 'expected_volume', value: expected }] };
}

function volumeWords({ recentVolume, plannedVolume }: TargetFacts, longestDays: number): string {
  const sent = `${plural(recentVolume, 'message')} in ${plural(longestDays, 'day')}`;
  return plannedVolume > 0 ? `${sent} and ${plural(plannedVolume, 'customer')} of the campaign` : sent;
}
