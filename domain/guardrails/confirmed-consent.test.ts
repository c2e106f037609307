import { describe, expect, it } from 'vitest';
import { ago, granted, POLICY } from '@/tests/factories/snapshot';
import { isConfirmed, isUnconfirmed, needsConfirmation } from './confirmed-consent';

const DAY = 86_400_000;
const policy = (consent: Partial<(typeof POLICY)['consent']>) => ({ consent: { ...POLICY.consent, ...consent } });
const confirmed = (at: number) => granted('email', { purpose: 'confirmation', occurredAt: ago(at) });
const no = (at: number, purpose = 'marketing') =>
  granted('email', { purpose, status: 'withdrawn', occurredAt: ago(at) });

describe('who has to confirm', () => {
  it.each([
    ['e-mail, by default', 'email', 'DE', {}, false],
    ['SMS, by default', 'sms', 'DE', {}, true],
    ['e-mail, as the policy says', 'email', 'US', { confirmedChannels: ['email'] }, true],
    ['e-mail in a country of the list', 'email', 'de', { confirmedCountries: ['DE', 'AT'] }, true],
    ['e-mail in another country', 'email', 'FR', { confirmedCountries: ['DE', 'AT'] }, false],
    ['e-mail in a country nobody knows', 'email', null, { confirmedCountries: ['DE'] }, true],
    ['web, whatever the country', 'web', 'DE', { confirmedCountries: ['DE'] }, false],
  ] as const)('%s', (_name, channel, country, rules, needs) => {
    const { confirmedChannels, confirmedCountries } = { ...POLICY.consent, ...rules };
    const document = policy({ confirmedChannels: [...confirmedChannels], confirmedCountries: [...confirmedCountries] });
    expect(needsConfirmation(channel, country, document)).toBe(needs);
  });
});

describe('a confirmation', () => {
  it.each([
    ['none', [granted('email')], false],
    ['given', [granted('email'), confirmed(DAY)], true],
    ['given before the yes, and no no since', [granted('email', { occurredAt: ago(DAY) }), confirmed(2 * DAY)], true],
    [
      'given, then a no, then a new yes',
      [confirmed(3 * DAY), no(2 * DAY), granted('email', { occurredAt: ago(DAY) })],
      false,
    ],
    ['given, then everything stopped', [granted('email'), confirmed(2 * DAY), no(DAY, 'everything')], false],
    ['given for another channel', [granted('email'), granted('sms', { purpose: 'confirmation' })], false],
  ])('%s', (_name, consent, is) => expect(isConfirmed({ consent }, 'email')).toBe(is));

  it('is missed by a yes alone: silence, a no and an implied yes are something else', () => {
    const asked = policy({ confirmedChannels: ['email'] });
    const said = (...consent: ReturnType<typeof granted>[]) =>
      isUnconfirmed({ consent, customer: { country: 'GB' } }, 'email', asked);
    expect(said(granted('email'))).toBe(true);
    expect(said()).toBe(false);
    expect(said(no(DAY))).toBe(false);
    expect(said(granted('email', { lawfulBasis: 'implied_purchase' }))).toBe(false);
    expect(said(granted('email'), confirmed(DAY))).toBe(false);
  });
});
