import type { Reason } from '../decisions/candidate';
import type { GuardrailId } from '../guardrails/guardrail-ids';
import type { Finding, Severity, Verdict } from '../guardrails/verdict';

/** One rule that says something else than before; null on the side where it said nothing. */
export type RuleChange = {
  readonly guardrail: GuardrailId;
  readonly rule: string;
  readonly was: RuleSaid | null;
  readonly now: RuleSaid | null;
};

/** What a rule said, in short. */
export type RuleSaid = { readonly verdict: Severity; readonly reason: string };

type Found = { guardrail: GuardrailId; finding: Finding };

const RANK: Record<Severity, number> = { pass: 0, review: 1, block: 2 };

/**
 * The rules that judge otherwise than before, in the order of the guardrails: another verdict, or the same one by
 * another limit where it does not pass. What was only measured anew is no change.
 */
export function changesBetween(before: readonly Verdict[], after: readonly Verdict[]): RuleChange[] {
  const [was, now] = [gravestByRule(before), gravestByRule(after)];
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((rule) => {
    const [old, fresh] = [was.get(rule), now.get(rule)];
    const { guardrail } = fresh ?? old ?? {};
    if (!guardrail || !isChanged(old?.finding, fresh?.finding)) return [];
    return [{ guardrail, rule, was: said(old), now: said(fresh) }];
  });
}

function isChanged(was: Finding | undefined, now: Finding | undefined): boolean {
  const [before, after] = [was?.verdict ?? 'pass', now?.verdict ?? 'pass'];
  return before !== after || (after !== 'pass' && was?.limit !== now?.limit);
}

function said(found: Found | undefined): RuleSaid | null {
  return found ? { verdict: found.finding.verdict, reason: found.finding.reason } : null;
}

function gravestByRule(verdicts: readonly Verdict[]): Map<string, Found> {
  const byRule = new Map<string, Found>();
  for (const { guardrail, findings } of verdicts) {
    for (const finding of findings) {
      const known = byRule.get(finding.rule);
      if (!known || RANK[finding.verdict] > RANK[known.finding.verdict]) {
        byRule.set(finding.rule, { guardrail, finding });
      }
    }
  }
  return byRule;
}

/** What a waiting decision was judged again for. */
export type RejudgeCause = 'policy' | 'campaign';

/** "Judged again under policy version 7". */
export function rejudgedWords({ cause, policyVersion }: { cause: RejudgeCause; policyVersion: number }): string {
  if (cause === 'campaign') return 'Judged again after its campaign changed';
  return `Judged again under policy version ${policyVersion}`;
}

const SAYS: Record<Severity, string> = { pass: 'passes', review: 'asks for a person', block: 'blocks' };

/** "was: passes; now: blocks. Above the cap of 5 %." */
export function changeWords({ was, now }: RuleChange): string {
  const verdicts = `was: ${was ? SAYS[was.verdict] : 'not asked'}; now: ${now ? SAYS[now.verdict] : 'not asked'}.`;
  return now ? `${verdicts} ${now.reason}` : verdicts;
}

/** Reasons of a decision as they read under other verdicts: what a guardrail asks for now, in its words of now. */
export function reasonsUnder(reasons: readonly Reason[], verdicts: readonly Verdict[]): Reason[] {
  const asking = [...gravestByRule(verdicts)].flatMap(([rule, { finding }]) =>
    finding.verdict === 'review' ? [{ text: finding.reason, factor: rule, value: null }] : [],
  );
  const words = new Map(asking.map(({ factor, text }) => [factor, text]));
  const known = new Set(reasons.map(({ factor }) => factor));
  return [
    ...reasons.map((reason) => ({ ...reason, text: words.get(reason.factor) ?? reason.text })),
    ...asking.filter(({ factor }) => !known.has(factor)),
  ];
}
