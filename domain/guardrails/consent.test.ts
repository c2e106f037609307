import { describe, expect, it } from 'vitest';
import {
  emails,
  expectRow,
  findingOf,
  judgedCase,
  type RuleCase,
  type RuleRow,
  touchesBy,
} from '@/tests/factories/rule-case';
import { ago, granted } from '@/tests/factories/snapshot';
import { ASSUMED_CONSENT_SOURCE } from '../customers/assumed-consent';
import { PAUSE_DAYS } from './consent-record';

const DAY = 86_400_000;
const wish = (purpose: string, more: RuleCase = {}): RuleCase => ({
  ...more,
  snapshot: { consent: [granted('email'), granted('email', { purpose })], ...more.snapshot },
});
const paused = (agoMs: number) => granted('email', { purpose: 'pause', occurredAt: ago(agoMs) });
const stoppedAll = granted('sms', { purpose: 'everything', status: 'withdrawn', occurredAt: ago(DAY), source: 'STOP' });
const news = {
  offer: null,
  action: 'winback_offer',
  products: ['THROW'],
};
const plain = {
  subject: 'New in the shop',
  headline: 'New',
  paragraphs: ['Hi {{ customer.first_name }}, have a look.'],
  claims: [],
};

describe('consent that was assumed at import', () => {
  it.each([
    ['consent', 'consent.opt_in'],
    ['compliance', 'compliance.consent'],
    ['compliance', 'compliance.proof'],
  ] as const)('%s passes it and tells it as what it is (%s)', (guardrail, rule) => {
    const judged = judgedCase({ snapshot: { consent: [granted('email', { source: ASSUMED_CONSENT_SOURCE })] } });
    const found = findingOf(guardrail, rule, judged);
    expect(found).toMatchObject({ verdict: 'pass', reason: expect.stringMatching(/assumed/) });
    expect(found?.reason).not.toMatch(/said yes|can be proven|is on record/);
  });
});

describe('consent', () => {
  it.each<RuleRow>([
    [
      'implied consent is no yes',
      'consent',
      'consent.opt_in',
      'block',
      {
        snapshot: { consent: [granted('email', { lawfulBasis: 'implied_purchase' })] },
      },
      { measured: 'implied' },
    ],
    [
      'a yes to another purpose',
      'consent',
      'consent.opt_in',
      'block',
      {
        snapshot: { consent: [granted('email', { purpose: 'service' })] },
      },
      { evidence: ['no record for marketing by email'] },
    ],
    [
      'yes and no at the same instant is no',
      'consent',
      'consent.opt_in',
      'block',
      {
        snapshot: { consent: [granted('email', { status: 'withdrawn' }), granted('email')] },
      },
    ],
    [
      'STOP of everything holds for e-mail too',
      'consent',
      'consent.everything',
      'block',
      {
        snapshot: { consent: [granted('email'), stoppedAll] },
      },
      { measured: 'stopped' },
    ],
    [
      'until the customer says yes to e-mail again',
      'consent',
      'consent.everything',
      'pass',
      {
        snapshot: { consent: [stoppedAll, granted('email', { occurredAt: ago(DAY / 2) })] },
      },
    ],
    [
      'a yes to SMS does not open e-mail',
      'consent',
      'consent.everything',
      'block',
      {
        snapshot: { consent: [granted('email'), stoppedAll, granted('sms', { occurredAt: ago(DAY / 2) })] },
      },
    ],
    ['e-mail only, by e-mail', 'consent', 'consent.email_only', 'pass', wish('email_only')],
    [
      'e-mail only, by web',
      'consent',
      'consent.email_only',
      'block',
      wish('email_only', { candidate: { channel: 'web' } }),
      {
        wouldPassIf: 'by e-mail',
      },
    ],
    [
      'e-mail only, taken back',
      'consent',
      'consent.opt_in',
      'pass',
      {
        snapshot: { consent: [granted('email'), granted('email', { purpose: 'email_only', status: 'withdrawn' })] },
      },
    ],
    [
      'product updates only: news',
      'consent',
      'consent.product_updates_only',
      'pass',
      wish('product_updates_only', { candidate: news, content: plain }),
    ],
    [
      'product updates only: a code the customer holds is a promotion',
      'consent',
      'consent.product_updates_only',
      'block',
      wish('product_updates_only', {
        candidate: news,
        content: { ...plain, paragraphs: ['Your code {{ offer.code }} waits.'] },
      }),
      { measured: 'promotion' },
    ],
    [
      'product updates only: a cart reminder is none',
      'consent',
      'consent.product_updates_only',
      'block',
      wish('product_updates_only', {
        candidate: { offer: null },
        content: plain,
      }),
      { measured: 'reminder' },
    ],
    [
      'a pause, one minute before its end',
      'consent',
      'consent.pause',
      'block',
      wish('pause', { snapshot: { consent: [granted('email'), paused(PAUSE_DAYS * DAY - 60_000)] } }),
      { wouldPassIf: 'once the pause is over', passesAt: '2026-11-21T11:01:00.000Z' },
    ],
    [
      'a pause that ends at the moment of sending',
      'consent',
      'consent.pause',
      'pass',
      wish('pause', { snapshot: { consent: [granted('email'), paused(PAUSE_DAYS * DAY)] } }),
    ],
    [
      'a pause holds on every channel',
      'consent',
      'consent.pause',
      'block',
      wish('pause', {
        candidate: { channel: 'sms' },
        snapshot: { consent: [granted('email'), granted('sms'), paused(DAY)] },
      }),
    ],
    [
      'a pause that was ended early',
      'consent',
      'consent.opt_in',
      'pass',
      { snapshot: { consent: [granted('email'), paused(DAY), { ...paused(DAY / 2), status: 'withdrawn' as const }] } },
    ],
    [
      'weekly digest, exactly a week later',
      'consent',
      'consent.weekly_digest',
      'pass',
      wish('weekly_digest', {
        snapshot: {
          consent: [granted('email'), granted('email', { purpose: 'weekly_digest' })],
          touches: emails(168),
        },
      }),
    ],
    [
      'weekly digest, one by another channel',
      'consent',
      'consent.weekly_digest',
      'block',
      wish('weekly_digest', {
        snapshot: {
          consent: [granted('email'), granted('email', { purpose: 'weekly_digest' })],
          touches: touchesBy('sms', 167),
        },
      }),
      { passesAt: '2026-11-21T12:00:00.000Z' },
    ],
    [
      'weekly digest, one already on its way',
      'consent',
      'consent.weekly_digest',
      'block',
      wish('weekly_digest', {
        snapshot: {
          consent: [granted('email'), granted('email', { purpose: 'weekly_digest' })],
          touches: emails(-24),
        },
      }),
      { passesAt: '2026-11-29T11:00:00.000Z' },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});
