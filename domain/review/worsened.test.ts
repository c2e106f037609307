import { describe, expect, it } from 'vitest';
import type { Severity, Verdict } from '../guardrails/verdict';
import { worsened } from './worsened';

const tone = (...findings: [rule: string, verdict: Severity][]): Verdict[] => [
  {
    guardrail: 'tone',
    verdict: 'pass',
    findings: findings.map(([rule, verdict]) => ({
      rule,
      verdict,
      reason: rule,
      measured: null,
      limit: null,
      evidence: [],
    })),
  },
];
const rules = (before: Verdict[], after: Verdict[]) => worsened(before, after).map(({ rule }) => rule);

describe('worsened', () => {
  it('names what an edit made graver, blocks first', () => {
    const before = tone(['a', 'pass'], ['b', 'review'], ['c', 'review']);
    const after = tone(['a', 'review'], ['b', 'block'], ['c', 'review']);
    expect(rules(before, after)).toEqual(['b', 'a']);
  });
  it('counts a rule that said nothing before as passed', () => {
    expect(rules(tone(['a', 'pass']), tone(['a', 'pass'], ['new', 'block']))).toEqual(['new']);
  });
  it('is silent where the edit mends', () => {
    expect(rules(tone(['a', 'block']), tone(['a', 'pass']))).toEqual([]);
  });
});
