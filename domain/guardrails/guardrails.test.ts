import { describe, expect, it } from 'vitest';
import { emails, expectRow, proposed, type RuleRow, SMS_TEXT } from '@/tests/factories/rule-case';
import {
  ago,
  BRAND,
  cartOfferPolicy,
  cartSnapshot,
  customerFacts,
  dormantSnapshot,
  granted,
  NOON,
  POLICY,
} from '@/tests/factories/snapshot';
import { decide } from '../decisions/decide';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Guardrail } from './guardrail';
import { ALL_GUARDRAILS, runGuardrails } from './registry';
import { GUARDRAILS, Verdict } from './verdict';

const DAY = 86_400_000;

const touches = emails;
const sms = { channel: 'sms' as const, content: undefined };
const smsText = SMS_TEXT;

describe('each rule', () => {
  it.each<RuleRow>([
    // Spam control
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
          reputation: [{ channel: 'email', sent: 1000, hardBounces: 50, complaints: 0, blocklisted: false }],
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
          reputation: [{ channel: 'email', sent: 1000, hardBounces: 49, complaints: 0, blocklisted: false }],
        },
      },
    ],
    [
      'complaints at 0.3 %',
      'spam',
      'spam.complaint_rate',
      'block',
      {
        snapshot: { reputation: [{ channel: 'email', sent: 1000, hardBounces: 0, complaints: 3, blocklisted: false }] },
      },
    ],
    [
      'complaints at 0.1 % warn',
      'spam',
      'spam.complaint_rate',
      'pass',
      {
        snapshot: { reputation: [{ channel: 'email', sent: 1000, hardBounces: 0, complaints: 1, blocklisted: false }] },
      },
      { reason: expect.stringContaining('Warning') },
    ],
    [
      'too few sends to judge',
      'spam',
      'spam.reputation',
      'pass',
      {
        snapshot: {
          reputation: [{ channel: 'email', sent: 499, hardBounces: 400, complaints: 90, blocklisted: false }],
        },
      },
    ],
    [
      'a blocklisted sender',
      'spam',
      'spam.blocklist',
      'block',
      { snapshot: { reputation: [{ channel: 'email', sent: 1, hardBounces: 0, complaints: 0, blocklisted: true }] } },
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
    // Compliance
    ['GDPR without consent', 'compliance', 'compliance.consent', 'block', { snapshot: { consent: [] } }],
    [
      'an unknown country counts as the strictest',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [] }, customer: { country: null } },
    ],
    [
      'a country that is not in the table likewise',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [] }, customer: { country: 'XX' } },
    ],
    [
      'CAN-SPAM without prior consent',
      'compliance',
      'compliance.consent',
      'pass',
      { snapshot: { consent: [] }, customer: { country: 'US' } },
    ],
    [
      'CASL: a purchase within two years implies consent',
      'compliance',
      'compliance.consent',
      'pass',
      { snapshot: { consent: [] }, customer: { country: 'CA', lastOrderAt: ago(700 * DAY) } },
    ],
    [
      'CASL: an older purchase does not',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [] }, customer: { country: 'CA', lastOrderAt: ago(740 * DAY) } },
    ],
    [
      'consent withdrawn, wherever',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [granted('email', { status: 'withdrawn' })] }, customer: { country: 'US' } },
    ],
    [
      'consent a day short of three years',
      'compliance',
      'compliance.consent',
      'pass',
      { snapshot: { consent: [granted('email', { occurredAt: '2023-11-22T11:00:00.000Z' })] } },
    ],
    [
      'consent of three years',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [granted('email', { occurredAt: '2023-11-21T11:00:00.000Z' })] } },
    ],
    [
      'consent nobody can prove',
      'compliance',
      'compliance.proof',
      'block',
      { snapshot: { consent: [granted('email', { textVersion: null, lawfulBasis: null })] } },
      { measured: 'missing: to which words, on what basis' },
    ],
    ['consent with its proof', 'compliance', 'compliance.proof', 'pass', {}],
    [
      'no postal address',
      'compliance',
      'compliance.postal_address',
      'block',
      { snapshot: { workspace: { ...cartSnapshot().workspace, brand: { ...BRAND, postalAddress: '-' } } } },
    ],
    [
      'replies nobody reads',
      'compliance',
      'compliance.sender',
      'block',
      {
        snapshot: { workspace: { ...cartSnapshot().workspace, brand: { ...BRAND, replyTo: 'no-reply@shop.example' } } },
      },
    ],
    [
      'a sender that is no address',
      'compliance',
      'compliance.sender',
      'block',
      { snapshot: { workspace: { ...cartSnapshot().workspace, brand: { ...BRAND, fromEmail: 'shop' } } } },
    ],
    ['a way to unsubscribe', 'compliance', 'compliance.unsubscribe', 'pass', {}],
    [
      'a pretended reply',
      'compliance',
      'compliance.honest_subject',
      'review',
      { content: { subject: 'Re: your question' } },
    ],
    [
      'an SMS without a way to stop',
      'compliance',
      'compliance.sms_opt_out',
      'block',
      { candidate: sms, content: { ...smsText, paragraphs: ['Hi'] } },
    ],
    ['an SMS with one', 'compliance', 'compliance.sms_opt_out', 'pass', { candidate: sms, content: smsText }],
    ['an SMS at noon in Berlin', 'compliance', 'compliance.quiet_hours', 'pass', { candidate: sms, content: smsText }],
    [
      'an SMS at 06:00 in New York waits until 09:00',
      'compliance',
      'compliance.quiet_hours',
      'block',
      { candidate: sms, content: smsText, customer: { country: 'US', timezone: 'America/New_York' } },
      { passesAt: '2026-11-21T14:00:00.000Z' },
    ],
    [
      'an SMS to an unknown zone in the US waits for Honolulu',
      'compliance',
      'compliance.quiet_hours',
      'block',
      { candidate: sms, content: smsText, customer: { country: 'US', timezone: null } },
      { passesAt: '2026-11-21T19:00:00.000Z' },
    ],
    [
      'an SMS to nowhere known is never sure',
      'compliance',
      'compliance.quiet_hours',
      'block',
      { candidate: sms, content: smsText, customer: { country: null, timezone: null } },
      { wouldPassIf: expect.stringContaining('time zone') },
    ],
    [
      'an SMS in Florida after 20:00',
      'compliance',
      'compliance.quiet_hours',
      'block',
      {
        candidate: { ...sms, sendAt: '2026-11-22T01:30:00.000Z' },
        content: smsText,
        customer: { country: 'US', region: 'FL', timezone: 'America/New_York' },
      },
    ],
    [
      'an SMS in Texas on Sunday morning waits for noon',
      'compliance',
      'compliance.quiet_hours',
      'block',
      {
        candidate: { ...sms, sendAt: '2026-11-22T16:00:00.000Z' },
        content: smsText,
        customer: { country: 'US', region: 'Texas', timezone: 'America/Chicago' },
      },
      { passesAt: '2026-11-22T18:00:00.000Z' },
    ],
    [
      'an SMS on the night the clocks go forward',
      'compliance',
      'compliance.quiet_hours',
      'block',
      { candidate: { ...sms, sendAt: '2027-03-28T00:30:00.000Z' }, content: smsText },
      { passesAt: '2027-03-28T07:00:00.000Z' },
    ],
    [
      'an SMS on the night the clocks go back',
      'compliance',
      'compliance.quiet_hours',
      'block',
      { candidate: { ...sms, sendAt: '2026-10-25T00:30:00.000Z' }, content: smsText },
      { passesAt: '2026-10-25T08:00:00.000Z' },
    ],
    [
      'WhatsApp without an approved template',
      'compliance',
      'compliance.whatsapp_template',
      'block',
      { candidate: { channel: 'whatsapp' } },
    ],
    [
      'retargeting after an opt-out of sale',
      'compliance',
      'compliance.sale_opt_out',
      'block',
      {
        candidate: { channel: 'web' },
        snapshot: { consent: [granted('web'), granted('web', { purpose: 'gpc', status: 'withdrawn' })] },
      },
    ],
    [
      'a Californian who did not opt out',
      'compliance',
      'compliance.sale_opt_out',
      'pass',
      { candidate: { channel: 'web' }, customer: { country: 'US', region: 'CA' } },
    ],
    // Tone and brand
    [
      'nothing personal',
      'tone',
      'tone.personal',
      'block',
      {
        candidate: { products: [] },
        content: { subject: 'Hello', preheader: '', headline: 'Hello', paragraphs: ['Hello you.'] },
      },
    ],
    ['no call to action', 'tone', 'tone.call_to_action', 'block', { content: { callToAction: ' ' } }],
    [
      'a call that leads nowhere',
      'tone',
      'tone.call_to_action',
      'block',
      { content: { landingUrl: 'javascript:alert(1)' } },
    ],
    ['another signature', 'tone', 'tone.signature', 'block', { content: { signature: 'Your friend' } }],
    [
      'a forbidden word',
      'tone',
      'tone.forbidden_words',
      'block',
      { content: { headline: 'So cheap' } },
      { evidence: ['cheap'] },
    ],
    [
      '“unlimited” is not “limited”',
      'tone',
      'tone.forbidden_words',
      'pass',
      { content: { headline: 'Unlimited choice for you' } },
    ],
    [
      'the company’s own name may hold it',
      'tone',
      'tone.forbidden_words',
      'pass',
      {
        content: { headline: 'From Fern Limited' },
        snapshot: { workspace: { ...cartSnapshot().workspace, brand: { ...BRAND, companyName: 'Fern Limited' } } },
      },
    ],
    [
      'a subject of 59 characters',
      'tone',
      'tone.subject_length',
      'pass',
      { content: { subject: 'x'.repeat(59) } },
      { measured: 59 },
    ],
    [
      'a subject of 60 characters',
      'tone',
      'tone.subject_length',
      'block',
      { content: { subject: 'x'.repeat(60) } },
      { measured: 60 },
    ],
    [
      'a name makes the subject too long',
      'tone',
      'tone.subject_length',
      'block',
      {
        content: { subject: `{{ customer.first_name | default: "there" }} ${'x'.repeat(30)}` },
        customer: { firstName: 'y'.repeat(40) },
      },
    ],
    [
      'four main colours',
      'tone',
      'tone.palette',
      'block',
      {
        snapshot: {
          workspace: {
            ...cartSnapshot().workspace,
            brand: { ...BRAND, colors: { main: ['a', 'b', 'c', 'd'], accent: [] } },
          },
        },
      },
    ],
    [
      'a small logo',
      'tone',
      'tone.logo',
      'block',
      {
        snapshot: {
          workspace: {
            ...cartSnapshot().workspace,
            brand: { ...BRAND, logoUrl: 'https://x.example/l.png', logoSize: { width: 199, height: 100 } },
          },
        },
      },
    ],
    ['a good brand score', 'tone', 'tone.brand_score', 'pass', {}, { measured: 1 }],
    [
      'a poor brand score',
      'tone',
      'tone.brand_score',
      'block',
      { content: { signature: 'Your friend' } },
      { measured: 0.75 },
    ],
    ['a good tone score', 'tone', 'tone.tone_score', 'pass', {}],
    [
      'a pushing tone',
      'tone',
      'tone.tone_score',
      'block',
      { content: { headline: 'You must hurry!', paragraphs: ['Do not miss this! Crazy!'] } },
    ],
    ['a true expiry', 'tone', 'tone.claim_expiry', 'pass', {}],
    [
      'an expiry the code does not have',
      'tone',
      'tone.claim_expiry',
      'block',
      { content: { claims: [{ kind: 'expiry', phrase: 'good until', expiresAt: '2026-11-22T11:00:00.000Z' }] } },
    ],
    [
      'a claim that is not in the words',
      'tone',
      'tone.claim_expiry',
      'block',
      { content: { claims: [{ kind: 'expiry', phrase: 'ends tonight', expiresAt: '2026-11-23T11:00:00.000Z' }] } },
    ],
    [
      'a true shortage',
      'tone',
      'tone.claim_stock',
      'pass',
      {
        content: {
          headline: 'only 9 left in stock',
          claims: [{ kind: 'stock', phrase: 'only 9 left in stock', sku: 'RUG', stock: 9 }],
        },
      },
    ],
    [
      'an untrue shortage',
      'tone',
      'tone.claim_stock',
      'block',
      {
        content: {
          headline: 'only 2 left in stock',
          claims: [{ kind: 'stock', phrase: 'only 2 left in stock', sku: 'RUG', stock: 2 }],
        },
      },
    ],
    [
      'urgency without any fact',
      'tone',
      'tone.unfounded_urgency',
      'block',
      { content: { headline: 'Selling fast', claims: [] } },
    ],
    ['words of a language model', 'tone', 'tone.written_by', 'review', { content: { writtenBy: 'model' } }],
    // Audit
    ['a log that can be written', 'audit', 'audit.ready', 'pass', {}],
    ['a log that cannot', 'audit', 'audit.ready', 'block', { snapshot: { auditReady: false } }],
    // Rate limits
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
    // Consent
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
    // Financial control
    ['no discount', 'financial', 'financial.discount', 'pass', { candidate: { offer: null } }],
    [
      '14 %',
      'financial',
      'financial.discount',
      'pass',
      { candidate: { offer: { percentOff: 14, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '15 %',
      'financial',
      'financial.discount',
      'review',
      { candidate: { offer: { percentOff: 15, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '25 %',
      'financial',
      'financial.discount',
      'review',
      { candidate: { offer: { percentOff: 25, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '26 % is a director’s',
      'financial',
      'financial.discount_director',
      'review',
      { candidate: { offer: { percentOff: 26, validHours: 48, maxCostCents: 100 } } },
    ],
    [
      '20 % inside an approved offer',
      'financial',
      'financial.discount',
      'pass',
      { snapshot: { offerPolicies: [cartOfferPolicy()] } },
      { evidence: [`offer policy ${cartOfferPolicy().id}`] },
    ],
    [
      'an approved offer without budget left',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ remainingCents: 2_399 })] } },
    ],
    [
      'an approved offer for less',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ maxPercentOff: 19 })] } },
    ],
    [
      'an approved offer that has ended',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ endsAt: NOON.toISOString() })] } },
    ],
    [
      'an approved offer of another action',
      'financial',
      'financial.discount',
      'review',
      { snapshot: { offerPolicies: [cartOfferPolicy({ action: 'winback_offer' })] } },
    ],
    [
      'a second live code',
      'financial',
      'financial.stacking',
      'block',
      { snapshot: { liveOffers: [{ code: 'A', percentOff: 10, expiresAt: '2026-11-22T11:00:00.000Z' }] } },
      { passesAt: '2026-11-22T11:00:00.000Z' },
    ],
    [
      'a code that has ended',
      'financial',
      'financial.stacking',
      'pass',
      { snapshot: { liveOffers: [{ code: 'A', percentOff: 10, expiresAt: NOON.toISOString() }] } },
    ],
    ['a VIP’s cart', 'financial', 'financial.vip', 'pass', { customer: { lifetimeValueCents: 200_000 } }],
    [
      'a VIP’s win-back',
      'financial',
      'financial.vip',
      'review',
      { base: dormantSnapshot(), customer: { lifetimeValueCents: 100_001 } },
    ],
    ['above $5,000 everything', 'financial', 'financial.vip', 'review', { customer: { lifetimeValueCents: 500_001 } }],
    ['at $5,000 not yet', 'financial', 'financial.vip', 'pass', { customer: { lifetimeValueCents: 500_000 } }],
    [
      'a sale below cost',
      'financial',
      'financial.margin',
      'block',
      { snapshot: { products: cartSnapshot().products.map((fact) => ({ ...fact, marginCents: 100 })) } },
    ],
    ['a sale above cost', 'financial', 'financial.margin', 'pass', {}],
    [
      'costs not known',
      'financial',
      'financial.margin',
      'pass',
      { snapshot: { products: [] } },
      { measured: null, reason: expect.stringContaining('not known') },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});

describe('a guardrail that throws', () => {
  it.each(GUARDRAILS)('%s: blocks the message, and nothing is sent', (id) => {
    const broken: Guardrail[] = ALL_GUARDRAILS.map((guardrail) =>
      guardrail.id === id
        ? {
            ...guardrail,
            check() {
              throw new Error('out of order');
            },
          }
        : guardrail,
    );
    const snapshot = cartSnapshot();
    const verdicts = runGuardrails(proposed(snapshot), snapshot, POLICY, NOON, broken);
    expect(verdicts).toHaveLength(GUARDRAILS.length);
    expect(verdicts.find((verdict) => verdict.guardrail === id)).toMatchObject({
      verdict: 'block',
      findings: [{ rule: `${id}.broken`, verdict: 'block', measured: 'out of order' }],
    });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 1],
    ['another’s verdict', { guardrail: 'other', verdict: 'pass', findings: [{ verdict: 'pass', reason: 'x' }] }],
    ['no findings', { guardrail: 'spam', verdict: 'pass', findings: [] }],
    ['findings that are none', { guardrail: 'spam', verdict: 'pass', findings: 'fine' }],
    ['a severity there is not', { guardrail: 'spam', verdict: 'fine', findings: [{ verdict: 'fine', reason: 'x' }] }],
    ['less than its findings', { guardrail: 'spam', verdict: 'pass', findings: [{ verdict: 'block', reason: 'x' }] }],
  ])('or answers nonsense (%s) blocks', (_name, nonsense) => {
    const snapshot = cartSnapshot();
    const broken = ALL_GUARDRAILS.map((guardrail) =>
      guardrail.id === 'spam' ? { ...guardrail, check: () => nonsense as Verdict } : guardrail,
    );
    const [first] = runGuardrails(proposed(snapshot), snapshot, POLICY, NOON, broken);
    expect(first).toMatchObject({ guardrail: 'spam', verdict: 'block', findings: [{ rule: 'spam.broken' }] });
    expect(Verdict.parse(first)).toEqual(first);
  });

  it('in the pipeline ends in “blocked”, whatever the level', () => {
    // A policy that was tampered with: no word list, so the check breaks.
    const policy = { ...POLICY, words: { ...POLICY.words, spamPhrases: null as unknown as string[] } };
    const snapshot = cartSnapshot({
      offerPolicies: [cartOfferPolicy()],
      autonomy: [{ agentId: 'cart_winback', action: 'cart_recovery', level: 3 }],
    });
    const decided = decide({ snapshot, policy, models: ORDER_PRIORS, now: NOON });
    expect(decided.outcome).toBe('blocked');
    expect(decided.outcomeReason).toContain('could not be made');
  });
});

describe('every finding of the library’s messages', () => {
  it('passes for an ordinary customer, whatever the message', () => {
    const snapshots = [
      cartSnapshot({ offerPolicies: [cartOfferPolicy()] }),
      cartSnapshot({ customer: customerFacts({ firstName: null }) }),
      cartSnapshot({ customer: customerFacts({ firstName: 'Maximiliana-Konstantina Theodora' }) }),
      cartSnapshot({ customer: customerFacts({ lifetimeValueCents: 300_000 }) }),
      ...(['discount', 'new_products', 'scarcity'] as const).flatMap((arm) =>
        [1, 2, 3, 4].map((wave) => {
          const base = dormantSnapshot();
          return { ...base, winback: base.winback && { ...base.winback, arm, wave } };
        }),
      ),
      dormantSnapshot({ customer: { ...dormantSnapshot().customer, lifetimeValueCents: 200_000 } }),
    ];
    for (const snapshot of snapshots) {
      const candidate = proposed(snapshot);
      const blocked = runGuardrails(candidate, snapshot, POLICY, NOON)
        .flatMap((verdict) => verdict.findings)
        .filter((found) => found.verdict === 'block');
      expect(blocked.map((found) => `${candidate.content.templateId}: ${found.rule}: ${found.reason}`)).toEqual([]);
    }
  });
});
