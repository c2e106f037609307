import { describe, expect, it } from 'vitest';
import { type Occasion, overtakenBy, type Since } from './overtaken';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const cart: Occasion = { decidedAt: at(10), cartChangedAt: at(8), dormantFrom: null };
const winback: Occasion = { decidedAt: at(10), cartChangedAt: null, dormantFrom: at(2) };
const still: Since = { lastOrderAt: at(9), lastEngagedAt: at(2), cartChangedAt: null };

describe('what overtakes a decision', () => {
  it.each<[string, Occasion, Partial<Since>, string | undefined]>([
    ['an order since', cart, { cartChangedAt: at(8), lastOrderAt: at(11) }, 'ordered'],
    ['an order before', cart, { cartChangedAt: at(8), lastOrderAt: at(10) }, undefined],
    ['a cart that is closed', cart, {}, 'cart_closed'],
    ['a cart that changed', cart, { cartChangedAt: at(11) }, 'cart_changed'],
    ['a cart that turns out to have changed earlier', cart, { cartChangedAt: at(7) }, 'cart_changed'],
    ['a visit, where a cart was left', cart, { cartChangedAt: at(8), lastEngagedAt: at(11) }, undefined],
    ['a customer who came back', winback, { lastEngagedAt: at(11) }, 'returned'],
    ['a customer who turns out to have come back before', winback, { lastEngagedAt: at(3) }, 'returned'],
    ['a dormant customer who is still away', winback, {}, undefined],
    ['a dormant customer never engaged', winback, { lastEngagedAt: null }, undefined],
    ['an open cart, where none was spoken of', winback, { cartChangedAt: at(11) }, undefined],
  ])('%s', (_, occasion, change, code) => {
    expect(overtakenBy(occasion, { ...still, ...change })?.code).toBe(code);
  });

  it('says an order before all else: it closes the cart and is a visit too', () => {
    const ordered = { ...still, lastOrderAt: at(11), lastEngagedAt: at(11) };
    expect(overtakenBy(cart, ordered)?.code).toBe('ordered');
    expect(overtakenBy(winback, ordered)?.code).toBe('ordered');
  });
});
