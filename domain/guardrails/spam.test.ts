import { describe, it } from 'vitest';
import { emails, expectRow, type RuleRow, showing, touchesBy } from '@/tests/factories/rule-case';
import { ago, cartSnapshot, dormantSnapshot } from '@/tests/factories/snapshot';

const DAY = 86_400_000;
const reputation = (sent: number, hardBounces: number, complaints: number) => ({
  snapshot: {
    reputation: [{ channel: 'email' as const, sent, hardBounces, complaints, blocklistedBy: 0, mailDomains: 0 }],
  },
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
      'four touches a week, by whatever channel',
      'spam',
      'spam.weekly_touches',
      'block',
      { snapshot: { touches: [...emails(30), ...touchesBy('sms', 60, 90), ...touchesBy('push', 120)] } },
      { measured: 4, limit: 4, flip: { path: 'arbitration.touchesPerWeek', value: 5 } },
    ],
    [
      'the month is full, and others go first',
      'spam',
      'spam.monthly_aim',
      'block',
      {
        candidate: { agentId: 'lifecycle', action: 'value_content' },
        snapshot: { touches: [...emails(200, 300), ...touchesBy('sms', 400, 500), ...touchesBy('web', 600)] },
      },
      { measured: 5, limit: 5, flip: { path: 'arbitration.monthlyAim', value: 6 } },
    ],
    [
      'another agent wrote ten hours ago',
      'spam',
      'spam.gap',
      'block',
      { snapshot: { touches: touchesBy('sms', 10.5) } },
      { measured: 10.5, passesAt: '2026-11-22T00:30:00.000Z', flip: { path: 'arbitration.gapHours', value: 10 } },
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
        flip: { path: 'reputation.bounceRate', value: 0.0518 },
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
            { channel: 'sms', sent: 9, hardBounces: 0, complaints: 0, blocklistedBy: 3, mailDomains: 0 },
            { channel: 'email', sent: 9, hardBounces: 0, complaints: 0, blocklistedBy: 0, mailDomains: 0 },
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
      'a link in the name of a product',
      'spam',
      'spam.links',
      'block',
      showing({ name: 'Mug: see https://evil.test/mug' }),
    ],
    [
      'a picture at an address that hides where it is',
      'spam',
      'spam.links',
      'block',
      showing({ imageUrl: 'https://fernloom.example@evil.test/mug.png' }),
      { evidence: ['https://fernloom.example@evil.test/mug.png'] },
    ],
    [
      'a picture where the shop keeps them',
      'spam',
      'spam.links',
      'pass',
      showing({ imageUrl: 'https://cdn.test/a.png' }),
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
