import { describe, expect, it } from 'vitest';
import { commerceProblem, orderRevenue } from './commerce';
import type { JsonObject, StoredEvent } from './event';
import { campaignOf, foldOrder } from './order';

let count = 0;
function event(name: string, minute: number, properties: JsonObject, context: JsonObject = {}): StoredEvent {
  const occurredAt = new Date(Date.UTC(2026, 0, 5, 10, minute));
  const messageId = `m${++count}`;
  const who = { userId: 'u', anonymousId: null, isSimulated: false };
  return {
    id: messageId,
    messageId,
    type: 'track',
    name,
    occurredAt,
    ...who,
    properties: { order_id: 'o-1', ...properties },
    context,
  };
}
const products = [
  { product_id: 'cup', name: 'Cup', price: 19, quantity: 1 },
  { product_id: 'bowl', name: 'Bowl', price: 3, quantity: 2 },
];

describe('orderRevenue', () => {
  it.each<[string, JsonObject, number | null]>([
    [
      "Segment's own example",
      { total: 27.5, subtotal: 22.5, revenue: 25, shipping: 3, tax: 2, discount: 2.5, products },
      2250,
    ],
    ['the same without subtotal', { total: 27.5, revenue: 25, shipping: 3, tax: 2, discount: 2.5, products }, 2250],
    ['revenue after discount', { revenue: 22.5, discount: 2.5, products }, 2250],
    ['revenue alone', { revenue: '84.10' }, 8410],
    ['total less shipping and tax', { total: 100, shipping: 8, tax: 12 }, 8000],
    ['lines less discount', { products, discount: 5 }, 2000],
    ['more discount than goods', { products, discount: 500 }, 0],
    ['nothing', {}, null],
  ])('%s', (_what, properties, cents) => {
    expect(orderRevenue(properties, 'GBP')).toBe(cents);
  });
});

it.each([
  ['JPY', 1_250, 1_250],
  ['EUR', 12.5, 1_250],
  ['KWD', 1.25, 1_250],
])('counts an amount in the minor units of %s', (currency, amount, cents) => {
  expect(orderRevenue({ revenue: amount }, currency)).toBe(cents);
  expect(orderRevenue({ products: [{ sku: 'a', price: amount }] }, currency)).toBe(cents);
});

describe('foldOrder', () => {
  const placed = event('Order Completed', 0, {
    revenue: 100,
    coupon: 'CODE10',
    discount: 10,
    cart_id: 'c-1',
    products,
  });

  it('is placed by Order Completed and amended by later statements, field by field', () => {
    const amended = event('Order Updated', 5, { revenue: 90 });
    const order = foldOrder([amended, placed], 'GBP');
    expect(order).toMatchObject({ orderKey: 'o-1', revenueCents: 9_000, couponCode: 'CODE10', cartKey: 'c-1' });
    expect(order?.orderedAt).toEqual(placed.occurredAt);
    expect(order?.lines).toHaveLength(2);
  });

  it('is none before Order Completed', () => {
    expect(foldOrder([event('Order Updated', 0, { revenue: 5 }), event('Order Refunded', 1, {})], 'GBP')).toBeNull();
  });

  it('takes refunds off once, and never more than was paid', () => {
    const part = event('Order Refunded', 3, { products: [{ product_id: 'bowl', quantity: 1 }] });
    const whole = event('Order Refunded', 4, { total: 500 });
    const again = { ...event('Order Refunded', 5, { refund_id: whole.messageId, total: 1 }) };
    const order = foldOrder([whole, again, part, placed], 'GBP');
    expect(order?.refunds.map((refund) => refund.amountCents)).toEqual([300, 9_700]);
  });

  it('gives everything back when it is cancelled', () => {
    expect(foldOrder([placed, event('Order Cancelled', 9, {})], 'GBP')?.refunds).toMatchObject([
      { amountCents: 10_000 },
    ]);
  });

  it('puts a list of products told in parts together', () => {
    const first = event('Order Completed', 0, {
      subtotal: 25,
      products: [products[0] ?? {}],
      products_part: { index: 1, of: 2 },
    });
    const second = event('Order Updated', 0, { products: [products[1] ?? {}], products_part: { index: 2, of: 2 } });
    const order = foldOrder([second, first], 'GBP');
    expect(order).toMatchObject({ revenueCents: 2_500, lines: [{ sku: 'cup' }, { sku: 'bowl' }] });
  });
});

describe('campaignOf', () => {
  it('reads the token and UTM parameters of the page, and context.campaign before them', () => {
    const page = { url: 'https://shop.example/x?utm_source=mail&utm_campaign=spring&tsm=abc.def#top' };
    const campaign = { source: 'touchstone' };
    expect(campaignOf(event('Order Completed', 0, {}, { page, campaign }))).toEqual({
      utmSource: 'touchstone',
      utmCampaign: 'spring',
      token: 'abc.def',
    });
  });

  it('takes a token the shop hands on by itself', () => {
    expect(campaignOf(event('Order Completed', 0, { touchstone_token: 't' }))).toEqual({ token: 't' });
  });
});

describe('commerceProblem', () => {
  it.each<[string, string, JsonObject, string]>([
    ['an order without id', 'Order Completed', { order_id: null, revenue: 5 }, 'properties.order_id'],
    ['an order without amount', 'Order Completed', {}, 'properties.revenue'],
    ['a negative amount', 'Order Completed', { revenue: -5 }, 'properties.revenue'],
    ['an amount in words', 'Order Completed', { revenue: 'ten' }, 'properties.revenue'],
    ['another currency', 'Order Completed', { revenue: 5, currency: 'EUR' }, 'properties.currency'],
    ['more than fits', 'Order Completed', { revenue: 1e12 }, 'properties.revenue'],
    ['a product without id', 'product added', { price: 5 }, 'properties.product_id'],
  ])('%s', (_what, name, properties, field) => {
    expect(commerceProblem(event(name, 0, properties), 'GBP')?.field).toBe(field);
  });

  it('has nothing against other events', () => {
    expect(commerceProblem(event('Anything', 0, {}), 'GBP')).toBeNull();
  });
});
