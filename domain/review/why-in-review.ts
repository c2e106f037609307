import type { Reason } from '../decisions/candidate';
import type { Verdict } from '../guardrails/verdict';

/** Factors of reasons that put a decision before a person without a guardrail asking for one. */
const BY_ITSELF: ReadonlySet<string> = new Set(['escalation', 'autonomy_level', 'sampled_review', 'stop']);

/**
 * Why a decision waits for a person, in words, the gravest first: what guardrails asked for, what the agent itself asked
 * for, and the autonomy it has. `isMeasured` where a guardrail tells what it measured.
 */
export function whyInReview(
  reasons: readonly Reason[],
  verdicts: readonly Verdict[],
): { text: string; isMeasured: boolean }[] {
  const asking = new Set(
    verdicts.flatMap(({ findings }) => findings.flatMap(({ verdict, rule }) => (verdict === 'review' ? [rule] : []))),
  );
  return reasons
    .filter(({ factor }) => asking.has(factor) || BY_ITSELF.has(factor))
    .map(({ text, factor }) => ({ text, isMeasured: asking.has(factor) }));
}
