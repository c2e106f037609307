import { agentRules } from './lint/agent-rules';
import { contactRules } from './lint/contact-rules';
import { discountRules } from './lint/discount-rules';
import { evidenceRules } from './lint/evidence-rules';
import type { LintFacts, LintFinding, LintRule } from './lint/finding';
import { timingRules } from './lint/timing-rules';
import { wordsRules } from './lint/words-rules';
import type { Policy } from './policy';

export type { FieldPointer, LintFacts, LintFinding } from './lint/finding';

/** Everything that is looked for. A new rule is a line in one of the lists. */
const RULES: readonly LintRule[] = [
  ...contactRules,
  ...agentRules,
  ...discountRules,
  ...timingRules,
  ...evidenceRules,
  ...wordsRules,
];

/**
 * Contradictions of a policy and rules of it that can never fire, errors first. A policy that passes may still be
 * unwise; one with an error cannot do what it says.
 */
export function lintPolicy(policy: Policy, facts: LintFacts): LintFinding[] {
  const findings = RULES.flatMap((rule) => rule(policy, facts));
  return [...findings.filter(isError), ...findings.filter((finding) => !isError(finding))];
}

const isError = ({ severity }: LintFinding) => severity === 'error';
