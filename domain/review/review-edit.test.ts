import { describe, expect, it } from 'vitest';
import type { Candidate } from '../decisions/candidate';
import { restatePercent } from './restate-percent';
import { EditRefused, edited } from './review-edit';

const NOW = new Date('2026-11-21T11:00:00Z');
const base: Candidate = {
  agentId: 'cart_winback',
  action: 'cart_recovery',
  channel: 'email',
  content: {
    templateId: 'cart-recovery',
    templateVersion: 1,
    writtenBy: 'template',
    subject: 'Your cart is still here',
    preheader: 'As you left it.',
    headline: 'Still thinking?',
    paragraphs: ['We kept it.'],
    callToAction: 'Return to your cart',
    landingUrl: 'https://shop.example/cart',
    signature: 'The shop',
    claims: [],
  },
  products: [],
  offer: { percentOff: 20, validHours: 48, maxCostCents: 2_000 },
  sendAt: NOW.toISOString(),
  probability: 0.2,
  probabilityKind: 'prior',
  expectedValueCents: 900,
  propensity: 1,
  reasons: [],
  escalations: [],
  notify: null,
  wave: null,
};
const withClaim = {
  ...base,
  content: {
    ...base.content,
    paragraphs: ['20% off, good until {{ offer.expires_on }}.'],
    claims: [{ kind: 'expiry' as const, phrase: 'good until', expiresAt: '2026-11-23T11:00:00.000Z' }],
  },
};

const byTemplate = {
  ...base,
  content: {
    ...base.content,
    whatsapp: {
      ...{ id: '1', name: 'miss_you', language: 'en', values: [] },
      ...{ header: null, body: 'We kept it.', footer: null, button: null, otherButtons: [] },
    },
  },
};

describe('edited', () => {
  it('changes the words that were given and leaves the others', () => {
    const next = edited(withClaim, { subject: 'Hello' }, NOW);
    expect(next.content).toEqual({ ...withClaim.content, subject: 'Hello' });
    expect(next.offer).toEqual(withClaim.offer);
  });

  it('makes a claim no longer whose phrase is gone', () => {
    expect(edited(withClaim, { paragraphs: ['20% off.'] }, NOW).content.claims).toEqual([]);
  });

  it('scales what a code may cost with the discount, never downwards by rounding', () => {
    expect(edited(withClaim, { percentOff: 15 }, NOW).offer).toEqual({
      percentOff: 15,
      validHours: 48,
      maxCostCents: 1_500,
    });
    const odd = { ...withClaim, offer: { percentOff: 20, validHours: 48, maxCostCents: 1_999 } };
    expect(edited(odd, { percentOff: 15 }, NOW).offer?.maxCostCents).toBe(1_500);
    // 0.2 of what is left of 100.00 once 10 % are off.
    expect(edited(withClaim, { percentOff: 10 }, NOW).expectedValueCents).toBe(1_800);
    expect(edited(withClaim, { subject: 'Hello' }, NOW).expectedValueCents).toBe(withClaim.expectedValueCents);
  });

  it('moves the end of the code with the send time', () => {
    const next = edited(withClaim, { sendAt: '2026-11-21T13:00:00.000Z' }, NOW);
    expect(next.sendAt).toBe('2026-11-21T13:00:00.000Z');
    expect(next.content.claims).toMatchObject([{ expiresAt: '2026-11-23T13:00:00.000Z' }]);
  });

  it.each([
    ['nothing changes', withClaim, {}],
    ['the same words are sent back', withClaim, { subject: withClaim.content.subject }],
    ['the time is over', withClaim, { sendAt: '2026-11-21T10:00:00.000Z' }],
    ['WhatsApp approved the words', byTemplate, { headline: 'Hello' }],
    ['WhatsApp approved the discount', byTemplate, { percentOff: 10 }],
    ['a discount would be added', { ...withClaim, offer: null }, { percentOff: 10 }],
  ])('is refused where %s', (_why, from, edit) => {
    expect(() => edited(from, edit, NOW)).toThrow(EditRefused);
  });
});

describe('restatePercent', () => {
  it('names the new discount wherever the old one stood, and no other figure', () => {
    expect(restatePercent('20% off, 20 % more, 120% and 2.20%', 20, 15)).toBe('15% off, 15 % more, 120% and 2.20%');
  });
});
