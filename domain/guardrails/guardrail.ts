import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import type { RuleId } from './rule-names';
import type { Finding, GuardrailId, Severity, Verdict } from './verdict';

/** One of the seven. Pure; reports every rule that applies, also those that pass. */
export type Guardrail = {
  readonly id: GuardrailId;
  readonly description: string;
  check(candidate: Candidate, snapshot: Snapshot, policy: Policy, now: Date): Verdict;
};

const RANK: Record<Severity, number> = { pass: 0, review: 1, block: 2 };

/** The most severe of some answers; pass where there are none. */
export function severest(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, next) => (RANK[next] > RANK[worst] ? next : worst), 'pass');
}

/** A guardrail's verdict from its findings, severest first; with nothing to look at it passes and says so. */
export function verdictOf(guardrail: GuardrailId, findings: readonly Finding[]): Verdict {
  const sorted = findings.toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict]);
  return {
    findings:
      sorted.length > 0 ? sorted : [finding(`${guardrail}.none`, 'pass', 'Nothing here concerns this message.')],
    guardrail,
    verdict: severest(findings.map((finding) => finding.verdict)),
  };
}

/** A finding; what is not given is null or empty. */
export function finding(
  rule: RuleId,
  verdict: Severity,
  reason: string,
  facts: Partial<Omit<Finding, 'rule' | 'verdict' | 'reason'>> = {},
): Finding {
  // Dozens of them are made and put in canonical form for every decision: names in order, and nothing spread without need.
  const { evidence = [], limit = null, measured = null } = facts;
  const said = { evidence, limit, measured, reason, rule, verdict };
  for (const name in facts) {
    if (!(name in said)) return { ...said, ...facts };
  }
  return said;
}
