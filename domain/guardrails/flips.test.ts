import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectAnswerable, judgedCase, SMS_TEXT, touchesBy } from '@/tests/factories/rule-case';
import { ago, cartSnapshot, dormantSnapshot, granted, NOON } from '@/tests/factories/snapshot';
import { runGuardrails } from './registry';

const DAY = 86_400_000;
const channel = fc.constantFrom('email' as const, 'sms' as const, 'push' as const, 'web' as const);
const touches = fc
  .array(fc.tuple(channel, fc.integer({ min: -200, max: 900 })), { maxLength: 14 })
  .map((list) => list.flatMap(([by, hours]) => touchesBy(by, hours)));
const word = fc.constantFrom(
  'Your cart',
  'act now',
  'RE: hi',
  'HURRY',
  'only a few left',
  '90 % off',
  'cheap!!',
  '’👋',
);

/** Worlds in which much can be wrong at once. */
const world = fc.record({
  by: channel,
  touches,
  subject: fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
  headline: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
  model: fc.boolean(),
  level: fc.integer({ min: 0, max: 3 }),
  engagement: fc.double({ min: 0, max: 1, noNaN: true }),
  bounces: fc.integer({ min: 0, max: 40 }),
  standing: fc.record({ hardBounces: fc.integer({ min: 0, max: 500 }), complaints: fc.integer({ min: 0, max: 500 }) }),
  percentOff: fc.option(fc.integer({ min: 1, max: 100 })),
  value: fc.integer({ min: 0, max: 1_000_000 }),
  sent: fc.integer({ min: 99_990, max: 120_000 }),
  backlog: fc.integer({ min: 0, max: 1_000_000 }),
  spent: fc.integer({ min: 0, max: 300_000 }),
  consentDays: fc.integer({ min: 0, max: 2_500 }),
  dormant: fc.boolean(),
});

describe('what a finding says would change it', () => {
  it('changes it, whatever else is wrong: the threshold, and the time', () => {
    fc.assert(
      fc.property(world, (drawn) => {
        const { by, percentOff } = drawn;
        const occurredAt = ago(drawn.consentDays * DAY);
        const base = drawn.dormant ? dormantSnapshot() : cartSnapshot();
        const judged = judgedCase({
          base,
          candidate: {
            channel: by,
            offer: percentOff === null ? null : { percentOff, validHours: 48, maxCostCents: percentOff * 100 },
          },
          content: {
            ...(by === 'sms' && SMS_TEXT),
            subject: drawn.subject,
            headline: drawn.headline,
            writtenBy: drawn.model ? 'model' : 'template',
          },
          customer: { engagementScore: drawn.engagement, hardBounces: drawn.bounces, lifetimeValueCents: drawn.value },
          snapshot: {
            touches: drawn.touches.map((touch) => ({ ...touch, action: 'winback_offer', wave: 1 })),
            consent: [granted(by, { occurredAt }), granted(by, { purpose: 'confirmation', occurredAt })],
            reputation: [{ channel: by, sent: 500, blocklistedBy: 0, mailDomains: 0, ...drawn.standing }],
            hourlyVolume: [{ channel: by, sent: drawn.sent }],
            sending: { ...base.sending, backlog: [{ channel: by, count: drawn.backlog }] },
            spend: [{ channel: by, messages: 0, discountCents: drawn.spent }],
            autonomy: ['cart_recovery:model', 'winback_offer:model'].map((action) => ({
              agentId: 'cart_winback',
              action,
              level: drawn.level,
            })),
          },
          policy: { budgets: { channelCents: { [by]: 200_000 } } },
        });
        const verdicts = runGuardrails(judged.candidate, judged.snapshot, judged.policy, NOON);
        for (const { guardrail, findings } of verdicts) {
          expect(findings[0]?.rule).not.toBe(`${guardrail}.broken`);
          for (const found of findings) expectAnswerable(guardrail, found, judged);
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});
