import { describe, expect, it } from 'vitest';
import type { Finding, Verdict } from '../guardrails/verdict';
import { riskOf } from './risk';

const verdict = (rule: string, severity: Finding['verdict']): Verdict => ({
  guardrail: 'financial',
  verdict: severity,
  findings: [
    { rule, verdict: severity, reason: `${rule} says ${severity}`, measured: null, limit: null, evidence: [] },
  ],
});

describe('riskOf', () => {
  it('is low when everything passes', () => {
    expect(riskOf([verdict('financial.vip', 'pass')], [])).toEqual({ risk: 'low', because: null });
  });
  it('is mid when an ordinary rule asks for review', () => {
    expect(riskOf([verdict('financial.discount', 'review')], [])).toEqual({
      risk: 'mid',
      because: 'financial.discount says review',
    });
  });
  it.each([
    ['financial.discount_director', 'review'],
    ['financial.vip', 'review'],
    ['spam.frequency', 'block'],
  ] as const)('is high when %s says %s', (rule, severity) => {
    expect(riskOf([verdict('financial.discount', 'review'), verdict(rule, severity)], [])).toEqual({
      risk: 'high',
      because: `${rule} says ${severity}`,
    });
  });
  it('is high when the agent asks for a person', () => {
    expect(riskOf([], ['The sales team is told.'])).toEqual({ risk: 'high', because: 'The sales team is told.' });
  });
});
