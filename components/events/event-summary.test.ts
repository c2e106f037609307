import { describe, expect, it } from 'vitest';
import { type EventFacts, eventSummary, eventTitle, factsOf } from './event-summary';

const track = (name: string, properties: EventFacts['properties']): EventFacts => ({ type: 'track', name, properties });

describe('eventTitle', () => {
  it('takes the name the shop gave, else the kind of call', () => {
    expect(eventTitle(track('Order Completed', {}))).toBe('Order Completed');
    expect(eventTitle({ type: 'identify', name: null })).toBe('Profile told');
    expect(eventTitle({ type: 'page', name: 'Home' })).toBe('Page: Home');
  });
});

describe('eventSummary', () => {
  it.each([
    [track('Product Viewed', { sku: 'A', name: 'Mug', price: 12.5 }), 'Mug · £12.50'],
    [track('Product Added', { sku: 'A', name: 'Mug', price: 12.5, quantity: 2 }), '2 × Mug · £12.50'],
    [track('Product Added', {}), null],
    [track('Checkout Started', { value: 40 }), '£40.00'],
    [track('Cart Viewed', { products: [{ sku: 'A', price: 2, quantity: 3 }] }), '1 product · £6.00'],
    [
      track('Order Completed', { order_id: '1', revenue: 30, products: [{ sku: 'A' }], coupon: 'BACK-1' }),
      '£30.00 · 1 product · code BACK-1',
    ],
    [track('Order Refunded', { order_id: '1', total: 5 }), '£5.00'],
    [{ type: 'page', name: null, properties: { path: '/mugs' } } satisfies EventFacts, '/mugs'],
    [
      { type: 'identify', name: null, properties: { email: 'a@b.c', firstName: 'Ada' } } satisfies EventFacts,
      'email, firstName',
    ],
    [track('Level Up', {}), null],
  ])('of %j is %s', (event, words) => {
    expect(eventSummary(event, 'GBP')).toBe(words);
  });
});

describe('factsOf', () => {
  it('keeps what is told and takes a kind it does not know for a track call', () => {
    expect(factsOf({ type: 'page', name: 'Home', properties: {} }).type).toBe('page');
    expect(factsOf({ type: 'other', name: null, properties: {} }).type).toBe('track');
  });
});
