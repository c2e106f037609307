import { describe, expect, it } from 'vitest';
import type { Finding, Severity, Verdict } from '../guardrails/verdict';
import { changesBetween, changeWords, reasonsUnder, rejudgedWords } from './rejudged';

const finding = (rule: string, verdict: Severity, limit: number, reason = `${rule} ${limit}`): Finding => ({
  rule,
  verdict,
  reason,
  measured: 7,
  limit,
  evidence: [],
});
const financial = (...findings: [Finding, ...Finding[]]): Verdict[] => [
  { guardrail: 'financial', verdict: 'review', findings },
];

describe('what is judged otherwise than before', () => {
  it('is another verdict, or another limit of what does not pass; not what was measured anew', () => {
    const before = financial(finding('cap', 'pass', 5), finding('share', 'review', 5), finding('same', 'review', 5));
    const after = financial(
      finding('cap', 'pass', 9),
      finding('share', 'review', 9),
      { ...finding('same', 'review', 5), measured: 8, reason: 'Eight now.' },
      finding('new', 'block', 1),
    );
    expect(changesBetween(before, after).map(({ rule }) => rule)).toEqual(['share', 'new']);
    expect(changesBetween(after, before).map(({ rule }) => rule)).toEqual(['share', 'new']);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('is told in words', () => {
    const [change] = changesBetween(
      financial(finding('cap', 'pass', 5)),
      financial(finding('cap', 'block', 5, 'Full.')),
    );
    if (!change) throw new Error('Nothing changed.');
    expect(changeWords(change)).toBe('was: passes; now: blocks. Full.');
    expect(changeWords({ ...change, now: null })).toBe('was: passes; now: not asked.');
    expect(rejudgedWords({ cause: 'policy', policyVersion: 7 })).toBe('Judged again under policy version 7');
  });
});

describe('the reasons of a decision under other verdicts', () => {
  it('tell in the words of now what asks for a person, the others as before', () => {
    const reasons = [
      { text: 'Left a cart.', factor: 'cart', value: null },
      { text: 'Above 5.', factor: 'cap', value: 7 },
    ];
    const after = financial(finding('cap', 'review', 6, 'Above 6.'), finding('share', 'review', 1, 'Too much.'));
    expect(reasonsUnder(reasons, after).map(({ text }) => text)).toEqual(['Left a cart.', 'Above 6.', 'Too much.']);
  });
});
