import { describe, it } from 'vitest';
import { emails, expectRow, type RuleCase, type RuleRow, touchesBy } from '@/tests/factories/rule-case';
import { cartSnapshot } from '@/tests/factories/snapshot';

const base = cartSnapshot();
const line = (count: number, candidate: RuleCase['candidate'] = {}): RuleCase => ({
  candidate: { channel: 'sms', ...candidate },
  snapshot: { sending: { ...base.sending, backlog: [{ channel: 'sms', count }] } },
});

describe('rate limits', () => {
  it.each<RuleRow>([
    [
      'ten sends by all channels',
      'rate',
      'rate.customer_day',
      'block',
      {
        snapshot: { touches: [...emails(1, 2, 3), ...touchesBy('sms', 4, 5, 6), ...touchesBy('web', 7, 8, 9, 10)] },
      },
      { measured: 10, limit: 10, wouldPassIf: 'with a limit of 11', flip: { path: 'contact.sendsPerDay', value: 11 } },
    ],
    [
      'those still to come count',
      'rate',
      'rate.customer_day',
      'block',
      {
        snapshot: { touches: touchesBy('sms', -1, -2, -3, -4, -5, -6, -7, -8, -9, -10) },
      },
      { passesAt: '2026-11-22T12:00:00.000Z' },
    ],
    [
      'exactly a day ago is over',
      'rate',
      'rate.customer_day',
      'pass',
      {
        snapshot: { touches: touchesBy('sms', 1, 2, 3, 4, 5, 6, 7, 8, 9, 24) },
      },
      { measured: 9 },
    ],
    [
      'the hour of another channel',
      'rate',
      'rate.channel_hour',
      'pass',
      {
        snapshot: { hourlyVolume: [{ channel: 'sms', sent: 100_000 }] },
      },
    ],
    [
      'the hour is over when it leaves',
      'rate',
      'rate.channel_hour',
      'pass',
      {
        candidate: { sendAt: '2026-11-21T12:00:00.000Z' },
        snapshot: { hourlyVolume: [{ channel: 'email', sent: 100_000 }] },
      },
    ],
    [
      'a lower limit of the workspace',
      'rate',
      'rate.channel_hour',
      'block',
      {
        snapshot: { hourlyVolume: [{ channel: 'email', sent: 7 }] },
        policy: { rate: { hourlyVolume: { email: 7, sms: 1, whatsapp: 1, push: 1, web: 1 } } },
      },
      { flip: { path: 'rate.hourlyVolume.email', value: 8 } },
    ],
    ['nobody in line', 'rate', 'rate.provider_quota', 'pass', line(0), { measured: 0, limit: 60 }],
    ['an hour in line', 'rate', 'rate.provider_quota', 'pass', line(3_600), { measured: 60 }],
    [
      'a minute more than an hour in line waits that minute',
      'rate',
      'rate.provider_quota',
      'block',
      line(3_660),
      {
        measured: 61,
        limit: 60,
        passesAt: '2026-11-21T11:01:00.000Z',
        flip: { path: 'quota.waitMinutes', value: 61 },
      },
    ],
    [
      'the line has shrunk when it leaves',
      'rate',
      'rate.provider_quota',
      'pass',
      line(7_200, {
        sendAt: '2026-11-21T12:00:00.000Z',
      }),
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});
