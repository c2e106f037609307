import { expect, it } from 'vitest';
import type { Verdict } from '../guardrails/verdict';
import { whyInReview } from './why-in-review';

const finding = (rule: string, verdict: Verdict['verdict']) => ({
  rule,
  verdict,
  reason: rule,
  measured: null,
  limit: null,
  evidence: [],
});

it('tells what asked for a person, and not why the agent wants it', () => {
  const verdicts: Verdict[] = [
    {
      guardrail: 'financial',
      verdict: 'review',
      findings: [finding('financial.vip', 'review'), finding('financial.margin', 'pass')],
    },
  ];
  const reasons = [
    { text: 'A cart was left.', factor: 'cart_value', value: 100 },
    { text: 'A VIP.', factor: 'financial.vip', value: 900 },
    { text: 'Margin.', factor: 'financial.margin', value: 40 },
    { text: 'Level 1: every decision reviewed.', factor: 'autonomy_level', value: 1 },
  ];
  expect(whyInReview(reasons, verdicts)).toEqual([
    { text: 'A VIP.', isMeasured: true },
    { text: 'Level 1: every decision reviewed.', isMeasured: false },
  ]);
});

it('tells once what the agent and the guardrail both ask for', () => {
  const verdicts: Verdict[] = [
    { guardrail: 'financial', verdict: 'review', findings: [finding('financial.vip', 'review')] },
  ];
  const bySales = 'Lifetime value above $5,000.00: one for the sales team, and a person decides.';
  const byVip = 'VIP (lifetime value above $2,000.00): a person decides.';
  const reasons = [
    { text: byVip, factor: 'escalation', value: null },
    { text: bySales, factor: 'escalation', value: null },
    { text: 'Lifetime value above $5,000.00: every decision is reviewed.', factor: 'financial.vip', value: 612_300 },
  ];
  expect(whyInReview(reasons, verdicts)).toEqual([
    { text: byVip, isMeasured: false },
    { text: bySales, isMeasured: true },
  ]);
  expect(whyInReview(reasons.toReversed(), verdicts)).toEqual([
    { text: bySales, isMeasured: true },
    { text: byVip, isMeasured: false },
  ]);
});
