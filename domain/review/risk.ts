import type { Verdict } from '../guardrails/verdict';

/** How much can go wrong by approving: decides the order of attention, never what is allowed. */
export type Risk = 'low' | 'mid' | 'high';

/** Rules whose concern is money or people of high value: what they ask of a person is of high risk. */
export const GRAVE_RULES: readonly string[] = ['financial.discount_director', 'financial.vip'];

/** A risk and, where it is not low, the finding or escalation it comes from, in words. */
export type RiskReading = { readonly risk: Risk; readonly because: string | null };

/**
 * The risk of approving a decision: high where a guardrail would block, where the discount is a director's or the
 * customer is a VIP, or where the agent itself asks for a person; mid where another rule asks for review; else low.
 */
export function riskOf(verdicts: readonly Verdict[], escalations: readonly string[]): RiskReading {
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  const blocking = findings.find((finding) => finding.verdict === 'block');
  const grave = findings.find((finding) => finding.verdict === 'review' && GRAVE_RULES.includes(finding.rule));
  const high = blocking?.reason ?? grave?.reason ?? escalations[0];
  if (high) return { risk: 'high', because: high };
  const asking = findings.find((finding) => finding.verdict === 'review');
  return asking ? { risk: 'mid', because: asking.reason } : { risk: 'low', because: null };
}
