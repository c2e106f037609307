import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
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
    guardrail,
    verdict: severest(findings.map((finding) => finding.verdict)),
    findings:
      sorted.length > 0 ? sorted : [finding(`${guardrail}.none`, 'pass', 'Nothing here concerns this message.')],
  };
}

/** A finding; what is not given is null or empty. */
export function finding(
  rule: string,
  verdict: Severity,
  reason: string,
  facts: Partial<Omit<Finding, 'rule' | 'verdict' | 'reason'>> = {},
): Finding {
  return { rule, verdict, reason, measured: null, limit: null, evidence: [], ...facts };
}
