import { describe, expect, it } from 'vitest';
import { draftOf, editOf, withPercent } from './edit-draft';

const NOW = new Date('2026-11-21T11:00:30Z');
const chosen = {
  content: {
    templateId: 'cart-recovery',
    templateVersion: 1,
    writtenBy: 'template' as const,
    subject: '20% off your cart',
    preheader: 'As you left it.',
    headline: 'Still thinking?',
    paragraphs: ['We kept it.', 'With your code you get 20% off.'],
    callToAction: 'Return to your cart',
    landingUrl: 'https://shop.example/cart',
    signature: 'The shop',
    claims: [],
  },
  offer: { percentOff: 20, validHours: 48, maxCostCents: 2_000 },
  sendAt: '2026-11-21T10:00:00.000Z',
} as unknown as Parameters<typeof draftOf>[0];

describe('an edit', () => {
  it('is nothing while nothing differs, spaces at the ends apart', () => {
    const draft = draftOf(chosen);
    expect(editOf(chosen, draft, NOW)).toBeNull();
    expect(editOf(chosen, { ...draft, body: `${draft.body}\n\n ` }, NOW)).toBeNull();
  });
  it('names only what differs', () => {
    expect(editOf(chosen, { ...draftOf(chosen), headline: 'Hello' }, NOW)).toEqual({ headline: 'Hello' });
    expect(editOf(chosen, { ...draftOf(chosen), body: 'One.\n\n\nTwo.' }, NOW)).toEqual({
      paragraphs: ['One.', 'Two.'],
    });
  });
  it('of the discount says the new one in all words', () => {
    expect(editOf(chosen, withPercent(draftOf(chosen), 15), NOW)).toEqual({
      percentOff: 15,
      subject: '15% off your cart',
      paragraphs: ['We kept it.', 'With your code you get 15% off.'],
    });
  });
  it('of words that WhatsApp approved is of the time alone', () => {
    const words = { ...chosen.content, paragraphs: ['Hi.\n \nSee you.'], whatsapp: { id: '1' } };
    const fixed = { ...chosen, content: words } as unknown as typeof chosen;
    const draft = draftOf(fixed);
    expect(draft.percentOff).toBeNull();
    expect(editOf(fixed, draft, NOW)).toBeNull();
    expect(Object.keys(editOf(fixed, { ...draft, delayMinutes: 60 }, NOW) ?? {})).toEqual(['sendAt']);
  });
  it('of the time counts from now where the message’s own is over', () => {
    expect(editOf(chosen, { ...draftOf(chosen), delayMinutes: 60 }, NOW)).toEqual({
      sendAt: '2026-11-21T12:01:00.000Z',
    });
  });
});
