import { describe, expect, it } from 'vitest';
import { emails, expectRow, type RuleRow } from '@/tests/factories/rule-case';
import { ago, dormantSnapshot } from '@/tests/factories/snapshot';

const DAY = 86_400_000;
const touches = emails;

describe('the rules of spam control', () => {
  it.each<RuleRow>([
    ['two e-mails this week', 'spam', 'spam.frequency', 'pass', { snapshot: { touches: touches(30, 50) } }],
    [
      'three e-mails within seven days',
      'spam',
      'spam.frequency',
      'block',
      { snapshot: { touches: touches(30, 50, 167) } },
      { measured: 3, limit: 3, passesAt: '2026-11-21T12:00:00.000Z', wouldPassIf: 'with a cap of 4' },
    ],
    [
      'a third one exactly seven days old',
      'spam',
      'spam.frequency',
      'pass',
      { snapshot: { touches: touches(30, 50, 168) } },
    ],
    [
      'e-mails already on their way count',
      'spam',
      'spam.frequency',
      'block',
      { snapshot: { touches: touches(-10, -20, 100) } },
    ],
    ['engagement at the floor', 'spam', 'spam.engagement', 'pass', { customer: { engagementScore: 0.3 } }],
    [
      'engagement below the floor',
      'spam',
      'spam.engagement',
      'block',
      { customer: { engagementScore: 0.29 } },
      { measured: 0.29, limit: 0.3 },
    ],
    [
      'engagement unknown: fewer than three touches',
      'spam',
      'spam.engagement',
      'pass',
      { customer: { engagementScore: 0, deliveredTouches: 2 } },
    ],
    [
      'win-back is not held to the floor',
      'spam',
      'spam.winback_cap',
      'pass',
      { base: dormantSnapshot() },
      { measured: 1, limit: 2 },
    ],
    [
      'a third series within the quarter',
      'spam',
      'spam.winback_cap',
      'block',
      {
        base: dormantSnapshot(),
        snapshot: {
          touches: [20, 40].map((days) => ({
            at: ago(days * DAY),
            channel: 'email',
            agentId: 'cart_winback',
            action: 'winback_offer',
            wave: 1,
          })),
        },
      },
      { measured: 3, limit: 2 },
    ],
    [
      'later touches of a series do not count as series',
      'spam',
      'spam.winback_cap',
      'pass',
      {
        base: dormantSnapshot(),
        snapshot: {
          touches: [2, 3, 4].map((wave) => ({
            at: ago(wave * DAY),
            channel: 'email',
            agentId: 'cart_winback',
            action: 'winback_offer',
            wave,
          })),
        },
      },
    ],
    [
      'bounces at 5 %',
      'spam',
      'spam.bounce_rate',
      'block',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 1000, hardBounces: 50, complaints: 0, blocklistedBy: 0, mailDomains: 0 },
          ],
        },
      },
    ],
    [
      'bounces below 5 %',
      'spam',
      'spam.bounce_rate',
      'pass',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 1000, hardBounces: 49, complaints: 0, blocklistedBy: 0, mailDomains: 0 },
          ],
        },
      },
    ],
    [
      'complaints at 0.3 %',
      'spam',
      'spam.complaint_rate',
      'block',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 1000, hardBounces: 0, complaints: 3, blocklistedBy: 0, mailDomains: 0 },
          ],
        },
      },
    ],
    [
      'complaints at 0.1 % warn',
      'spam',
      'spam.complaint_rate',
      'pass',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 1000, hardBounces: 0, complaints: 1, blocklistedBy: 0, mailDomains: 0 },
          ],
        },
      },
      { reason: expect.stringContaining('Warning') },
    ],
    [
      'a channel whose reputation was not read',
      'spam',
      'spam.reputation',
      'block',
      { snapshot: { reputation: [] } },
      { measured: 'not known', reason: expect.stringContaining('cannot be checked') },
    ],
    [
      'too few sends to judge',
      'spam',
      'spam.reputation',
      'pass',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 499, hardBounces: 400, complaints: 90, blocklistedBy: 0, mailDomains: 0 },
          ],
        },
      },
    ],
    [
      'a blocklisted sender',
      'spam',
      'spam.blocklist',
      'block',
      {
        snapshot: {
          reputation: [{ channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklistedBy: 3, mailDomains: 0 }],
        },
      },
    ],
    [
      'three domains of thirty that name a blocklist',
      'spam',
      'spam.blocklist',
      'block',
      {
        snapshot: {
          reputation: [{ channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklistedBy: 3, mailDomains: 30 }],
        },
      },
    ],
    [
      'three cheap domains among many',
      'spam',
      'spam.blocklist',
      'pass',
      {
        snapshot: {
          reputation: [{ channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklistedBy: 3, mailDomains: 31 }],
        },
      },
    ],
    [
      'many domains among very many',
      'spam',
      'spam.blocklist',
      'block',
      {
        snapshot: {
          reputation: [
            { channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklistedBy: 100, mailDomains: 1000 },
          ],
        },
      },
    ],
    [
      'two domains that name a blocklist',
      'spam',
      'spam.blocklist',
      'pass',
      {
        snapshot: {
          reputation: [{ channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklistedBy: 2, mailDomains: 0 }],
        },
      },
    ],
    ['three hard bounces', 'spam', 'spam.hard_bounces', 'block', { customer: { hardBounces: 3 } }],
    ['two hard bounces', 'spam', 'spam.hard_bounces', 'pass', { customer: { hardBounces: 2 } }],
    [
      '“act now” in the subject',
      'spam',
      'spam.phrases',
      'block',
      { content: { subject: 'ACT  now, dear' } },
      { evidence: ['act now'] },
    ],
    [
      '“fact nowhere” is not “act now”',
      'spam',
      'spam.phrases',
      'pass',
      { content: { subject: 'A fact nowhere else' } },
    ],
    ['a full-width disguise', 'spam', 'spam.phrases', 'block', { content: { subject: 'ｕｒｇｅｎｔ news' } }],
    ['a shouting subject', 'spam', 'spam.capitals', 'block', { content: { subject: 'YOUR CART IS HERE' } }],
    ['a calm subject', 'spam', 'spam.capitals', 'pass', { content: { subject: 'Your cart is here' } }],
    ['two exclamation marks in a row', 'spam', 'spam.punctuation', 'block', { content: { subject: 'Your cart!!' } }],
    ['one exclamation mark', 'spam', 'spam.punctuation', 'pass', { content: { subject: 'Your cart!' } }],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
