import { describe, expect, it } from 'vitest';
import {
  expectRow,
  findingOf,
  judgedCase,
  proposed,
  type RuleRow,
  SMS_TEXT,
  showing,
} from '@/tests/factories/rule-case';
import { ago, BRAND, cartSnapshot, granted, NOON, POLICY } from '@/tests/factories/snapshot';
import { runGuardrails } from './registry';
import { visibleWords } from './visible-words';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const base = cartSnapshot();
const implied = (basis: 'implied_inquiry' | 'implied_purchase', days: number, country: string) => ({
  customer: { country, lastOrderAt: null },
  snapshot: { consent: [granted('email', { lawfulBasis: basis, occurredAt: ago(days * DAY) })] },
});
const brand = (changes: object) => ({ workspace: { ...base.workspace, brand: { ...BRAND, ...changes } } });
const sending = (changes: object) => ({
  snapshot: { sending: { ...base.sending, email: { ...base.sending.email, ...changes } } },
});
const sms = (facts: object = {}, words = {}) => ({
  candidate: { channel: 'sms' as const },
  content: { ...SMS_TEXT, ...words },
  ...facts,
});
const template = (changes: object = {}) =>
  ({
    ...{ id: '1', name: 'miss_you', category: 'marketing', status: 'approved', speaksFor: 'winback_offer' },
    ...WORDS,
    ...changes,
  }) as const;
const WORDS = { header: null, body: 'Hi {{1}}', footer: null, button: null, otherButtons: [] };
const whatsapp = (templates: object[], lastInboundAt: string | null = null, more: object = {}) => ({
  candidate: { channel: 'whatsapp' as const, action: 'winback_offer' },
  content: {
    paragraphs: ['Hi Anna'],
    whatsapp: { id: '1', name: 'miss_you', language: 'en', ...WORDS, values: ['Anna'] },
  },
  snapshot: { whatsapp: { templates, lastInboundAt } as typeof base.whatsapp },
  ...more,
});

const freeWords = (templates: object[], lastInboundAt: string | null = null) => ({
  ...whatsapp(templates, lastInboundAt),
  content: {},
});

describe('consent by jurisdiction', () => {
  it.each<RuleRow>([
    [
      'three years, told in months that would do',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [granted('email', { occurredAt: '2023-10-01T00:00:00.000Z' })] } },
      { limit: '36 months', flip: { path: 'consent.maxAgeMonths', value: 38 } },
    ],
    [
      'CASL: an inquiry of 5 months ago',
      'compliance',
      'compliance.consent',
      'pass',
      implied('implied_inquiry', 150, 'CA'),
    ],
    [
      'CASL: an inquiry of 7 months ago',
      'compliance',
      'compliance.consent',
      'block',
      implied('implied_inquiry', 200, 'CA'),
      { limit: '6 months', flip: { path: 'consent.impliedInquiryMonths', value: 7 } },
    ],
    [
      'CASL: a purchase of 23 months ago',
      'compliance',
      'compliance.consent',
      'pass',
      implied('implied_purchase', 690, 'CA'),
    ],
    [
      'CASL: a purchase of 25 months ago',
      'compliance',
      'compliance.consent',
      'block',
      implied('implied_purchase', 760, 'CA'),
      { limit: '24 months' },
    ],
    [
      'GDPR knows no implied consent',
      'compliance',
      'compliance.consent',
      'block',
      implied('implied_inquiry', 10, 'DE'),
    ],
    [
      'nor does a country nobody knows',
      'compliance',
      'compliance.consent',
      'block',
      implied('implied_inquiry', 10, 'XX'),
    ],
    [
      'CASL: a purchase that is too old says how old it may be',
      'compliance',
      'compliance.consent',
      'block',
      { snapshot: { consent: [] }, customer: { country: 'CA', lastOrderAt: ago(740 * DAY) } },
      { flip: { path: 'consent.impliedPurchaseMonths', value: 25 } },
    ],
    [
      'CAN-SPAM is about e-mail: WhatsApp needs a yes',
      'compliance',
      'compliance.consent',
      'block',
      { candidate: { channel: 'whatsapp' }, snapshot: { consent: [] }, customer: { country: 'US' } },
    ],
    [
      'CAN-SPAM is about e-mail: push needs a yes',
      'compliance',
      'compliance.consent',
      'block',
      { candidate: { channel: 'push' }, snapshot: { consent: [] }, customer: { country: 'US' } },
    ],
    [
      'an opt-out of sale that was taken back',
      'compliance',
      'compliance.sale_opt_out',
      'pass',
      {
        candidate: { channel: 'web' },
        customer: { country: 'US', region: 'California' },
        snapshot: {
          consent: [
            granted('web', { purpose: 'gpc', status: 'withdrawn', occurredAt: ago(9 * DAY) }),
            granted('web', { purpose: 'gpc', occurredAt: ago(DAY) }),
          ],
        },
      },
    ],
    [
      'an opt-out of sale, wherever',
      'compliance',
      'compliance.sale_opt_out',
      'block',
      {
        candidate: { channel: 'web' },
        snapshot: { consent: [granted('web', { purpose: 'sale', status: 'withdrawn' })] },
      },
      { evidence: [expect.stringContaining('sale')] },
    ],
    ['an SMS that was confirmed', 'compliance', 'compliance.confirmed_opt_in', 'pass', sms()],
    [
      'an SMS that never was',
      'compliance',
      'compliance.confirmed_opt_in',
      'block',
      sms({ snapshot: { consent: [granted('sms')] } }),
      { measured: 'not confirmed' },
    ],
    [
      'a confirmation from before the last STOP',
      'compliance',
      'compliance.confirmed_opt_in',
      'block',
      sms({
        snapshot: {
          consent: [
            granted('sms', { purpose: 'confirmation', occurredAt: ago(9 * DAY) }),
            granted('sms', { status: 'withdrawn', occurredAt: ago(5 * DAY) }),
            granted('sms', { occurredAt: ago(DAY) }),
          ],
        },
      }),
    ],
    [
      'a channel that needs no confirmation',
      'compliance',
      'compliance.consent',
      'pass',
      sms({ snapshot: { consent: [granted('sms')] }, policy: { consent: { confirmedChannels: [] } } }),
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));

  it('asks for no confirmation where the policy names no channel', () => {
    const judged = judgedCase(sms({ policy: { consent: { confirmedChannels: [] } } }));
    expect(findingOf('compliance', 'compliance.confirmed_opt_in', judged)).toBeUndefined();
  });
});

describe('the sender of an e-mail', () => {
  it.each<RuleRow>([
    ['a layout that shows the address', 'compliance', 'compliance.postal_address', 'pass', {}],
    [
      'a text part without the address',
      'compliance',
      'compliance.postal_address',
      'block',
      sending({ postalAddressIn: ['html'] }),
      { measured: 'missing in text' },
    ],
    [
      'an HTML part without a way out',
      'compliance',
      'compliance.unsubscribe',
      'block',
      sending({ unsubscribeIn: ['text'] }),
      { wouldPassIf: 'with a link to unsubscribe in the html part' },
    ],
    [
      'no way out at all',
      'compliance',
      'compliance.unsubscribe',
      'block',
      sending({ unsubscribeIn: [] }),
      { measured: 'none' },
    ],
    [
      'two addresses in one',
      'compliance',
      'compliance.sender',
      'block',
      { snapshot: brand({ fromEmail: 'a@b.example,c@d.example' }) },
    ],
    [
      'a reply-to with a line end',
      'compliance',
      'compliance.sender',
      'block',
      { snapshot: brand({ replyTo: 'a@b.example\r\nBcc: x@y.example' }) },
    ],
    [
      'do-not-reply',
      'compliance',
      'compliance.sender',
      'block',
      { snapshot: brand({ replyTo: 'do-not-reply@shop.example' }) },
    ],
    ...['Re: your order', 'RE : hello', 'Fwd: photos', 'ＦＷ： photos', 'AW: Ihre Frage', 'Re[2]: hello'].map(
      (subject): RuleRow => [
        `a pretended answer: ${subject}`,
        'compliance',
        'compliance.honest_subject',
        'review',
        { content: { subject } },
        { measured: 'pretended reply', wouldPassIf: expect.stringMatching(/^without “/) },
      ],
    ),
    ...['Security alert for you', 'Your payment failed', 'ACTION  REQUIRED today', 'Your invoice'].map(
      (subject): RuleRow => [
        `a pretended notice: ${subject}`,
        'compliance',
        'compliance.honest_subject',
        'review',
        { content: { subject } },
        { measured: 'pretended notice' },
      ],
    ),
    ...['Ready: your cart', 'News: three mugs', 'Regarding your cart', 'The refund policy'].map(
      (subject): RuleRow => [
        `an honest subject: ${subject}`,
        'compliance',
        'compliance.honest_subject',
        'pass',
        { content: { subject } },
      ],
    ),
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});

describe('WhatsApp', () => {
  it.each<RuleRow>([
    ['an approved marketing template', 'compliance', 'compliance.whatsapp_template', 'pass', whatsapp([template()])],
    ...(['pending', 'rejected', 'paused', 'disabled'] as const).map(
      (status): RuleRow => [
        `a template that is ${status}`,
        'compliance',
        'compliance.whatsapp_template',
        'block',
        whatsapp([template({ status })]),
        { measured: status, limit: 'approved' },
      ],
    ),
    ...(['utility', 'authentication'] as const).map(
      (category): RuleRow => [
        `marketing by a template of category ${category}`,
        'compliance',
        'compliance.whatsapp_category',
        'block',
        whatsapp([template({ category })]),
      ],
    ),
    ['free words when nobody wrote', 'compliance', 'compliance.whatsapp_template', 'block', freeWords([template()])],
    [
      'a template that is gone',
      'compliance',
      'compliance.whatsapp_template',
      'block',
      whatsapp([template({ id: '2' })]),
      { measured: 'gone' },
    ],
    [
      'a template whose words were changed since',
      'compliance',
      'compliance.whatsapp_template',
      'block',
      whatsapp([template({ body: 'Hello {{1}}' })]),
      { measured: 'other words' },
    ],
    [
      'a template whose header was changed since',
      'compliance',
      'compliance.whatsapp_template',
      'block',
      whatsapp([template({ header: 'LAST CHANCE: 70% OFF TODAY' })]),
      { measured: 'other words' },
    ],
    [
      'a template that was given another message since',
      'compliance',
      'compliance.whatsapp_template',
      'block',
      whatsapp([template({ speaksFor: 'winback_follow_up' })]),
      { measured: 'Win-back follow-up' },
    ],
    ['free words at 24 h', 'compliance', 'compliance.whatsapp_window', 'pass', freeWords([], ago(24 * HOUR))],
    [
      'free words at 24 h and a second',
      'compliance',
      'compliance.whatsapp_window',
      'block',
      freeWords([], ago(24 * HOUR + 1_000)),
      { measured: ago(24 * HOUR + 1_000), limit: '24 hours' },
    ],
    [
      'marketing to +1',
      'compliance',
      'compliance.whatsapp_north_america',
      'block',
      whatsapp([template()], null, { customer: { isNorthAmericanNumber: true } }),
      { flip: { path: 'whatsapp.marketingToNorthAmerica', value: true } },
    ],
    ['marketing elsewhere', 'compliance', 'compliance.whatsapp_north_america', 'pass', whatsapp([template()])],
    [
      'quiet hours hold here too',
      'compliance',
      'compliance.quiet_hours',
      'block',
      whatsapp([template()], null, { candidate: { channel: 'whatsapp', sendAt: '2026-11-21T21:00:00.000Z' } }),
      { passesAt: '2026-11-22T08:00:00.000Z', wouldPassIf: 'after 09:00 Europe/Berlin' },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));
});

describe('SMS and push', () => {
  const long = (characters: number) => ({ paragraphs: ['x'.repeat(characters), 'Reply STOP to opt out.'] });
  it.each<RuleRow>([
    ['an ordinary SMS, links counted', 'compliance', 'compliance.sms_segments', 'pass', sms(), { measured: 3 }],
    [
      'one accent that is not in the set doubles it',
      'compliance',
      'compliance.sms_segments',
      'pass',
      sms({ customer: { firstName: 'Łucja' } }),
      { measured: 5, evidence: ['UCS-2: 5', '“Ł”'] },
    ],
    [
      'more segments than anybody wants to pay for',
      'compliance',
      'compliance.sms_segments',
      'review',
      sms({}, long(800)),
      { measured: 8, limit: 6, flip: { path: 'sms.maxSegments', value: 8 } },
    ],
    [
      'longer than providers take',
      'compliance',
      'compliance.sms_length',
      'block',
      sms({}, long(1_500)),
      { limit: 1_600 },
    ],
    ['plain characters', 'tone', 'tone.sms_characters', 'pass', sms()],
    [
      'smart quotes and a picture',
      'tone',
      'tone.sms_characters',
      'review',
      sms({}, { paragraphs: ['It’s here 👋. Reply STOP to opt out.'] }),
      { evidence: ['’', '👋'], wouldPassIf: "with ' for ’, nothing for 👋" },
    ],
    [
      'names are not ours to spell',
      'tone',
      'tone.sms_characters',
      'pass',
      sms({ customer: { firstName: 'Łucja 👋' }, snapshot: brand({ companyName: 'Żabka' }) }, { headline: 'Żabka' }),
    ],
    ['an ordinary push message', 'compliance', 'compliance.push_size', 'pass', { candidate: { channel: 'push' } }],
    [
      'a push message counted in octets',
      'compliance',
      'compliance.push_size',
      'block',
      { candidate: { channel: 'push' }, content: { paragraphs: ['€'.repeat(1_400)] } },
      { limit: 4_096 },
    ],
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => expectRow(guardrail, rule, verdict, facts, more));

  it.each([
    ['a character nobody sees', 'Your c\u200bart is waiting'],
    ['letters of two alphabets', 'Your сart is waiting'],
    ['a slot that is not known', '{{ customer.nick }}, your cart is waiting'],
  ])('stops %s', (_name, subject) => {
    const proposal = proposed(cartSnapshot());
    const changed = { ...proposal, content: { ...proposal.content, subject } };
    const verdict = runGuardrails(changed, cartSnapshot(), POLICY, NOON).find(
      ({ guardrail }) => guardrail === 'compliance',
    );
    expect(verdict?.findings).toContainEqual(
      expect.objectContaining({ rule: 'compliance.readable_words', verdict: 'block' }),
    );
  });

  it('measures the words a customer reads', () => {
    const { candidate, snapshot } = judgedCase({ customer: { firstName: 'Bo' } });
    expect(visibleWords(candidate, snapshot).all).toContain('Hi Bo,');
    const other = { ...snapshot, customer: { ...snapshot.customer, firstName: 'Ada' } };
    expect(visibleWords(candidate, other).all).toContain('Hi Ada,');
  });

  it('reads the names of the products beside them, where they are shown and the shop told of them', () => {
    const { candidate, snapshot } = judgedCase(showing({ name: 'Alpaca mug' }));
    const namesIn = (read: typeof candidate, by = snapshot) => visibleWords(read, by).all.includes('Alpaca mug');
    expect(namesIn(candidate)).toBe(true);
    expect(namesIn({ ...candidate, products: [] })).toBe(false);
    expect(namesIn({ ...candidate, channel: 'sms' })).toBe(false);
    const { catalogue: _, ...before } = snapshot;
    expect(namesIn(candidate, before)).toBe(false);
  });

  it.each<RuleRow>([
    ['a discount', 'financial', 'financial.words', 'block', showing({ name: 'FREE for you: 90% OFF' })],
    ['an ordinary name', 'financial', 'financial.words', 'pass', showing({ name: 'Mug, 100% cotton sleeve' })],
    ['hurry', 'tone', 'tone.unfounded_urgency', 'block', showing({ name: 'Mug, selling fast' })],
    [
      'a word the policy forbids',
      'tone',
      'tone.forbidden_words',
      'block',
      showing({ name: 'Guaranteed-win mug' }, { policy: { words: { forbidden: ['guaranteed-win'] } } }),
    ],
  ])('a product called by %s', (_name, guardrail, rule, verdict, facts) => expectRow(guardrail, rule, verdict, facts));
});
