import type { Finding, Severity, Verdict } from '../guardrails/verdict';

const RANK: Record<Severity, number> = { pass: 0, review: 1, block: 2 };

/** Findings that are graver after an edit than the same rule's were before it, the gravest first. */
export function worsened(before: readonly Verdict[], after: readonly Verdict[]): Finding[] {
  const ranks = new Map<string, number>();
  for (const { rule, verdict } of before.flatMap(({ findings }) => findings)) {
    ranks.set(rule, Math.max(ranks.get(rule) ?? 0, RANK[verdict]));
  }
  return after
    .flatMap(({ findings }) => findings)
    .filter(({ rule, verdict }) => RANK[verdict] > (ranks.get(rule) ?? 0))
    .toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict]);
}
