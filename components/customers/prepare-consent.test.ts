import { describe, expect, it } from 'vitest';
import { channelConsents, statedWishes } from './prepare-consent';

const at = new Date('2026-05-01T10:00:00Z');
const word = {
  channel: 'email',
  purpose: 'marketing',
  status: 'granted',
  source: 'checkout',
  lawfulBasis: 'consent',
  textVersion: '2',
  actor: 'customer',
  evidence: 'event:1',
  occurredAt: at,
};

describe('channelConsents', () => {
  it('takes silence for no consent', () => {
    expect(channelConsents(['sms'], { consents: [word], suppressed: [], unconfirmed: [] })).toEqual([
      { channel: 'sms', state: 'unknown' },
    ]);
  });

  it('shows the proof', () => {
    expect(channelConsents(['email'], { consents: [word], suppressed: [], unconfirmed: [] })).toEqual([
      {
        channel: 'email',
        state: 'granted',
        at,
        proof: ['checkout', 'basis: consent', 'text 2', 'proof event:1'],
      },
    ]);
  });

  it('lets a suppressed address weigh more than consent', () => {
    const suppressed = [{ channel: 'email', reason: 'hard_bounce', createdAt: at } as const];
    expect(channelConsents(['email'], { consents: [word], suppressed, unconfirmed: [] })[0]).toMatchObject({
      state: 'suppressed',
      proof: ['the address does not exist'],
    });
  });

  it('does not take what was assumed for a yes', () => {
    const consents = [{ ...word, source: 'imported customer base, assumed for replay' }];
    expect(channelConsents(['email'], { consents, suppressed: [], unconfirmed: [] })[0]?.state).toBe('assumed');
  });

  it('does not take another purpose for marketing', () => {
    const consents = [{ ...word, purpose: 'research' }];
    expect(channelConsents(['email'], { consents, suppressed: [], unconfirmed: [] })[0]?.state).toBe('unknown');
  });
});

describe('statedWishes', () => {
  const stated = (purpose: string, more: object = {}) => ({ ...word, purpose, source: 'preference page', ...more });
  const days = (count: number) => new Date(at.getTime() + count * 86_400_000);
  const labels = (consents: (typeof word)[], now = days(1)) => statedWishes(consents, now).map(({ label }) => label);

  it('tells the wishes that hold, and none that was taken back', () => {
    expect(labels([word, stated('weekly_digest'), stated('email_only', { status: 'withdrawn' })])).toEqual([
      'At most one message a week',
    ]);
    expect(labels([stated('everything', { status: 'withdrawn' })])).toEqual(['No marketing at all']);
  });

  it('tells of a pause until it is over', () => {
    expect(statedWishes([stated('pause')], days(29))).toMatchObject([{ label: 'A pause', until: days(30) }]);
    expect(labels([stated('pause')], days(30))).toEqual([]);
  });
});
