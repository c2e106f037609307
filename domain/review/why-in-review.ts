import type { Reason } from '../decisions/candidate';
import type { Verdict } from '../guardrails/verdict';

/** Factors of reasons that put a decision before a person without a guardrail asking for one. */
const BY_ITSELF: ReadonlySet<string> = new Set(['escalation', 'doubt', 'autonomy_level', 'sampled_review', 'stop']);

/** One cause for which a person is asked. */
export type WhyAsked = { text: string; isMeasured: boolean };

/** One limit of lifetime value, however the agent and the guardrail put it. */
const LIFETIME_VALUE = /lifetime value above [^:)]+/i;

/**
 * Why a decision waits for a person, in words, the gravest first: what guardrails asked for, what the agent itself asked
 * for, and the autonomy it has. `isMeasured` where a guardrail tells what it measured. What agent and guardrail both ask
 * for is told once, in the agent's words.
 */
export function whyInReview(reasons: readonly Reason[], verdicts: readonly Verdict[]): WhyAsked[] {
  const asking = new Set(
    verdicts.flatMap(({ findings }) => findings.flatMap(({ verdict, rule }) => (verdict === 'review' ? [rule] : []))),
  );
  const told = new Map<string, WhyAsked>();
  for (const { text, factor } of reasons) {
    const isMeasured = asking.has(factor);
    if (!isMeasured && !BY_ITSELF.has(factor)) continue;
    const cause = LIFETIME_VALUE.exec(text)?.[0].toLowerCase() ?? text;
    const before = told.get(cause);
    const isAgents = factor === 'escalation' || !before;
    told.set(cause, { text: isAgents ? text : before.text, isMeasured: isMeasured || before?.isMeasured === true });
  }
  return [...told.values()];
}
