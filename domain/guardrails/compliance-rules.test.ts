import { describe, expect, it } from 'vitest';
import { expectRow, type RuleRow, SMS_TEXT } from '@/tests/factories/rule-case';
import { ago, BRAND, cartSnapshot, granted } from '@/tests/factories/snapshot';

const DAY = 86_400_000;
const sms = { channel: 'sms' as const, content: undefined };
const smsText = SMS_TEXT;

describe('the rules of compliance', () => {
  it.each<RuleRow>([
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
  ])('%s', (_name, guardrail, rule, verdict, facts, more) => {
    expectRow(guardrail, rule, verdict, facts, more);
  });
});
