import { describe, it } from 'vitest';
import { emails, expectRow, type RuleRow, touchesBy } from '@/tests/factories/rule-case';
import { ago, cartSnapshot, dormantSnapshot } from '@/tests/factories/snapshot';

const DAY = 86_400_000;
const reputation = (sent: number, hardBounces: number, complaints: number) => ({
  snapshot: { reputation: [{ channel: 'email' as const, sent, hardBounces, complaints, blocklisted: false }] },
});
const series = (...daysAgo: number[]) =>
  daysAgo.map((days) => ({
    at: ago(days * DAY),
    channel: 'email' as const,
    agentId: 'cart_winback',
    action: 'winback_offer',
    wave: 1,
  }));

describe('spam control', () => {
  it.each<RuleRow>([
    ['no e-mail yet', 'spam', 'spam.frequency', 'pass', {}, { measured: 0, limit: 3 }],
    [
      'a later e-mail would be the fourth of its own week',
      'spam',
      'spam.frequency',
      'block',
      { snapshot: { touches: emails(-24, -48, -72) } },
      { measured: 3, passesAt: '2026-11-29T11:00:00.000Z', flip: { path: 'contact.emailsPerWindow', value: 4 } },
    ],
    [
      'a policy without any e-mail',
      'spam',
      'spam.frequency',
      'block',
      { policy: { contact: { emailsPerWindow: 0 } } },
      { measured: 0, limit: 0, wouldPassIf: 'with a cap of 1' },
    ],
    [
      'seven touches by whatever channel',
      'spam',
      'spam.attention',
      'pass',
      {
        snapshot: { touches: [...emails(200, 300), ...touchesBy('sms', 210, 310, 410), ...touchesBy('push', 50, 60)] },
      },
      { measured: 8, limit: 8 },
    ],
    [
      'eight of them, by whatever channel and agent',
      'spam',
      'spam.attention',
      'block',
      {
        snapshot: {
          touches: [...emails(200, 300, 700), ...touchesBy('sms', 210, 310, 410), ...touchesBy('push', 50, 60)],
        },
      },
      {
        measured: 9,
        limit: 8,
        passesAt: '2026-11-22T07:00:00.000Z',
        wouldPassIf: 'with a budget of 9',
        flip: { path: 'attention.budget', value: 9 },
      },
    ],
    [
      'what is shown to those who come by costs nothing',
      'spam',
      'spam.attention',
      'pass',
      { snapshot: { touches: touchesBy('web', 1, 2, 3, 4, 5, 6, 7, 8, 9) } },
      { measured: 1 },
    ],
    [
      'a web message passes when attention is used up',
      'spam',
      'spam.attention',
      'pass',
      {
        candidate: { channel: 'web' },
        snapshot: { touches: touchesBy('sms', 20, 40, 60, 80, 100, 120, 140, 160, 180) },
      },
    ],
    [
      'a channel may cost more',
      'spam',
      'spam.attention',
      'block',
      { candidate: { channel: 'sms' }, policy: { attention: { budget: 2, cost: { sms: 3 } } } },
      { measured: 3, limit: 2, flip: { path: 'attention.budget', value: 3 } },
    ],
    [
      'touches of more than thirty days ago are forgotten',
      'spam',
      'spam.attention',
      'pass',
      { snapshot: { touches: touchesBy('sms', 720, 721, 722, 723, 724, 725, 726, 727, 728) } },
      { measured: 1 },
    ],
    [
      'an engagement that rounds up to the floor',
      'spam',
      'spam.engagement',
      'block',
      { customer: { engagementScore: 0.29996 } },
      { measured: 0.299, flip: { path: 'contact.engagementFloor', value: 0.299 } },
    ],
    [
      'little engagement after three touches',
      'spam',
      'spam.engagement',
      'block',
      { customer: { engagementScore: 0, deliveredTouches: 3 } },
      { evidence: ['delivered touches: 3'] },
    ],
    [
      'the third series passes when the first leaves the quarter',
      'spam',
      'spam.winback_cap',
      'block',
      { base: dormantSnapshot(), snapshot: { touches: series(10, 80) } },
      { passesAt: '2026-12-02T11:00:00.000Z', flip: { path: 'winback.seriesPerQuarter', value: 3 } },
    ],
    [
      'every message bounced: no threshold helps',
      'spam',
      'spam.bounce_rate',
      'block',
      reputation(500, 500, 0),
      { measured: 1, flip: undefined },
    ],
    [
      'bounces say what they were counted from',
      'spam',
      'spam.bounce_rate',
      'block',
      reputation(600, 31, 0),
      {
        evidence: ['31 hard bounces of 600 messages in 30 days'],
        flip: { path: 'reputation.bounceRate', value: 0.0517 },
      },
    ],
    ['complaints just below 0.1 %', 'spam', 'spam.complaint_rate', 'pass', reputation(2_001, 0, 2), { limit: 0.003 }],
    [
      'complaints just below 0.3 % warn',
      'spam',
      'spam.complaint_rate',
      'pass',
      reputation(10_000, 0, 29),
      { limit: 0.001 },
    ],
    ['500 sends are enough to judge', 'spam', 'spam.bounce_rate', 'block', reputation(500, 25, 0)],
    [
      'another channel’s blocklisting stops nothing here',
      'spam',
      'spam.reputation',
      'pass',
      {
        snapshot: {
          reputation: [
            { channel: 'sms', sent: 9, hardBounces: 0, complaints: 0, blocklisted: true },
            { channel: 'email', sent: 9, hardBounces: 0, complaints: 0, blocklisted: false },
          ],
        },
      },
    ],
    [
      'half the letters in capitals',
      'spam',
      'spam.capitals',
      'block',
      { content: { subject: 'YOURcart' } },
      { measured: 0.5 },
    ],
    ['four letters are not shouted', 'spam', 'spam.capitals', 'pass', { content: { subject: 'SALE' } }],
    [
      'question marks too',
      'spam',
      'spam.punctuation',
      'block',
      { content: { subject: 'Still there?!?' } },
      { measured: 3 },
    ],
    [
      'the shop’s own pages',
      'spam',
      'spam.links',
      'pass',
      { content: { landingUrl: 'https://www.fernloom.example/x' } },
    ],
    [
      'somebody else’s page',
      'spam',
      'spam.links',
      'block',
      { content: { landingUrl: 'https://fernloom.example.evil.test/cart' } },
      { evidence: ['fernloom.example.evil.test'], wouldPassIf: 'with links to fernloom.example alone' },
    ],
    [
      'a link in the words',
      'spam',
      'spam.links',
      'block',
      { content: { paragraphs: ['Look at HTTPS://evil.test/a first.'] } },
      { evidence: ['evil.test'] },
    ],
    [
      'a name that looks like the shop’s before an @',
      'spam',
      'spam.links',
      'block',
      { content: { landingUrl: 'https://fernloom.example@evil.test/' } },
      { evidence: ['evil.test'] },
    ],
    [
      'where the catalogue lives',
      'spam',
      'spam.links',
      'pass',
      {
        content: { landingUrl: 'https://cdn.shop.example/mug' },
        snapshot: {
          products: cartSnapshot().products.map((fact) => ({ ...fact, url: 'https://cdn.shop.example/mug' })),
        },
      },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});
