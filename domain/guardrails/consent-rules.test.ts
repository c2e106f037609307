import { describe, it } from 'vitest';
import { emails, expectRow, type RuleRow, SMS_TEXT } from '@/tests/factories/rule-case';
import { ago, granted } from '@/tests/factories/snapshot';

const DAY = 86_400_000;
const touches = emails;
const sms = { channel: 'sms' as const, content: undefined };
const smsText = SMS_TEXT;

describe('the rules of consent', () => {
  it.each<RuleRow>([
    ['opted in', 'consent', 'consent.opt_in', 'pass', {}],
    [
      'never asked',
      'consent',
      'consent.opt_in',
      'block',
      { snapshot: { consent: [granted('sms')] } },
      { measured: 'none' },
    ],
    [
      'the latest word counts, in any order',
      'consent',
      'consent.opt_in',
      'block',
      { snapshot: { consent: [granted('email', { status: 'withdrawn', occurredAt: ago(DAY) }), granted('email')] } },
    ],
    [
      'said yes again',
      'consent',
      'consent.opt_in',
      'pass',
      {
        snapshot: {
          consent: [
            granted('email', { occurredAt: ago(DAY) }),
            granted('email', { status: 'withdrawn', occurredAt: ago(2 * DAY) }),
          ],
        },
      },
    ],
    [
      'on the suppression list',
      'consent',
      'consent.suppression',
      'block',
      { snapshot: { suppressed: [{ channel: 'email', reason: 'complaint' }] } },
    ],
    [
      'another channel’s suppression',
      'consent',
      'consent.suppression',
      'pass',
      { snapshot: { suppressed: [{ channel: 'sms', reason: 'unsubscribed' }] } },
    ],
    [
      'e-mail only, by SMS',
      'consent',
      'consent.email_only',
      'block',
      {
        candidate: sms,
        content: smsText,
        snapshot: { consent: [granted('sms'), granted('email', { purpose: 'email_only' })] },
      },
    ],
    [
      'product updates only, with a discount',
      'consent',
      'consent.product_updates_only',
      'block',
      { snapshot: { consent: [granted('email'), granted('email', { purpose: 'product_updates_only' })] } },
    ],
    [
      'weekly digest, three days after the last',
      'consent',
      'consent.weekly_digest',
      'block',
      {
        snapshot: { consent: [granted('email'), granted('email', { purpose: 'weekly_digest' })], touches: touches(72) },
      },
      { passesAt: '2026-11-25T11:00:00.000Z' },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
