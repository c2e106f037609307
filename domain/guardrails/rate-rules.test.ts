import { describe, it } from 'vitest';
import { emails, expectRow, type RuleRow } from '@/tests/factories/rule-case';

const touches = emails;

describe('the rules of rate limits', () => {
  it.each<RuleRow>([
    [
      'nine sends today',
      'rate',
      'rate.customer_day',
      'pass',
      { snapshot: { touches: touches(1, 2, 3, 4, 5, 6, 7, 8, 9) } },
    ],
    [
      'ten sends today wait',
      'rate',
      'rate.customer_day',
      'block',
      { snapshot: { touches: touches(1, 2, 3, 4, 5, 6, 7, 8, 9, 10) } },
      { passesAt: '2026-11-22T01:00:00.000Z' },
    ],
    [
      'the hour is used up: later',
      'rate',
      'rate.channel_hour',
      'block',
      { snapshot: { hourlyVolume: [{ channel: 'email', sent: 100_000 }] } },
      { passesAt: '2026-11-21T12:00:00.000Z' },
    ],
    [
      'room within the hour',
      'rate',
      'rate.channel_hour',
      'pass',
      { snapshot: { hourlyVolume: [{ channel: 'email', sent: 99_999 }] } },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
