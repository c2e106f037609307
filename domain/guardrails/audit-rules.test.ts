import { describe, it } from 'vitest';
import { expectRow, type RuleRow } from '@/tests/factories/rule-case';

describe('the rules of audit', () => {
  it.each<RuleRow>([
    ['a log that can be written', 'audit', 'audit.ready', 'pass', {}],
    ['a log that cannot', 'audit', 'audit.ready', 'block', { snapshot: { auditReady: false } }],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
