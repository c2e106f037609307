import { CONFIRMATION } from '../guardrails/consent-record';
import type { Cents } from '../shared/money';
import { type Basket, basketValue } from './basket';
import type { CatalogueProduct } from './catalogue';
import type { Person, PersonConsent } from './people';
import type { Happening } from './shopper';

/** A call of the public events API, in Segment's format. */
export type SegmentEvent = {
  type: 'track' | 'identify';
  messageId: string;
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  event?: string;
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
  context: Record<string, unknown>;
};

/** How a message led to an order: told with it, so that credit can be given. */
export type OrderSource = { token: string | null; coupon: string | null; campaign: Record<string, string> };

export type SoldOrder = {
  id: string;
  at: Date;
  orderKey: string;
  cartKey: string | null;
  basket: Basket;
  discountCents: Cents;
  source: OrderSource | null;
};

/** What the shop's addresses and currency are; `origin` has no slash at its end. */
export type ShopPlace = { origin: string; path: string; currency: string };

/** Decimal amount of the events format, e.g. 18.5. */
function decimal(cents: Cents): number {
  return cents / 100;
}

/** A product in the names of Segment's e-commerce events. */
export function productProperties(product: CatalogueProduct, place: ShopPlace) {
  return {
    product_id: product.sku,
    sku: product.sku,
    name: product.name,
    category: product.category,
    price: decimal(product.priceCents),
    url: `${place.origin}${place.path}/products/${product.sku}`,
    image_url: `${place.origin}/shop/images/${product.sku}.svg`,
  };
}

/** Told with every generated event; honoured in demo workspaces alone. */
const SIMULATED = { touchstone: { simulated: true } };

/** What a shopper did, as the calls of the events API that tell it. */
export function happeningEvents(happening: Happening, place: ShopPlace): SegmentEvent[] {
  const { id, at, person } = happening;
  switch (happening.kind) {
    case 'signed_up':
      return signUpEvents(person, at);
    case 'product_viewed':
      return [track('Product Viewed', id, at, person, productProperties(happening.product, place))];
    case 'product_added': {
      const { product, quantity } = happening.line;
      const properties = { ...productProperties(product, place), quantity, cart_id: happening.cartKey };
      return [track('Product Added', id, at, person, properties)];
    }
    case 'checkout_started': {
      const { cartKey, basket } = happening;
      const properties = { cart_id: cartKey, value: decimal(basketValue(basket)), ...soldLines(basket, place) };
      return [track('Checkout Started', id, at, person, properties)];
    }
    case 'order_completed': {
      const { orderKey, cartKey, basket } = happening;
      return [orderEvent(person, { id, at, orderKey, cartKey, basket, discountCents: 0, source: null }, place)];
    }
  }
}

/** An order as the shop tells it; with its source where a message led to it. */
export function orderEvent(person: Person, order: SoldOrder, place: ShopPlace): SegmentEvent {
  const value = basketValue(order.basket);
  const { source } = order;
  const properties = {
    order_id: order.orderKey,
    ...(order.cartKey ? { cart_id: order.cartKey } : {}),
    currency: place.currency,
    // In this format the subtotal is after discount, before shipping and tax; the demo shop has neither of these.
    subtotal: decimal(value - order.discountCents),
    discount: decimal(order.discountCents),
    total: decimal(value - order.discountCents),
    ...(source?.coupon ? { coupon: source.coupon } : {}),
    ...(source?.token ? { touchstone_token: source.token } : {}),
    ...soldLines(order.basket, place),
  };
  const event = track('Order Completed', order.id, order.at, person, properties);
  return source ? { ...event, context: { ...event.context, campaign: source.campaign } } : event;
}

/** What the shop knows of a person from before: sign-up, consents and orders, in order of time. */
export function pastEvents(person: Person, place: ShopPlace): SegmentEvent[] {
  const orders = person.pastOrders.map(({ at, basket }, index) => {
    const key = `${person.id}-past-${index}`;
    const order = { id: key, at, orderKey: `O-${key}`, cartKey: null, basket, discountCents: 0, source: null };
    return orderEvent(person, order, place);
  });
  return [...signUpEvents(person, person.signedUpAt), ...orders];
}

function soldLines(basket: Basket, place: ShopPlace) {
  return {
    products: basket.map(({ product, quantity }) => ({ ...productProperties(product, place), quantity })),
  };
}

function track(event: string, id: string, at: Date, person: Person, properties: Record<string, unknown>): SegmentEvent {
  return {
    type: 'track',
    event,
    messageId: id,
    timestamp: at.toISOString(),
    userId: person.id,
    properties,
    context: SIMULATED,
  };
}

/** What somebody agrees to, as traits of the identify call that tells it. */
export function consentTraits(consents: readonly Omit<PersonConsent, 'at'>[]): Record<string, unknown> {
  return {
    consents: consents.flatMap(({ channel, status, source, textVersion }) => {
      const said = { channel, purpose: 'marketing', status, source, text_version: textVersion };
      const isConfirmed = channel === 'sms' && status === 'granted';
      return isConfirmed
        ? [said, { ...said, purpose: CONFIRMATION, source: 'answer to the confirmation SMS' }]
        : [said];
    }),
  };
}

function signUpEvents(person: Person, at: Date): SegmentEvent[] {
  const { id, email, phone, firstName, lastName, country, region, timezone, locale } = person;
  return [
    {
      type: 'identify',
      messageId: `${id}-identify`,
      timestamp: at.toISOString(),
      userId: id,
      traits: {
        email,
        ...(phone ? { phone } : {}),
        firstName,
        lastName,
        createdAt: at.toISOString(),
        address: { country, ...(region ? { state: region } : {}) },
        ...consentTraits(person.consents.filter(({ status }) => status === 'granted')),
      },
      context: { ...SIMULATED, timezone, locale },
    },
    track('Signed Up', `${id}-signup`, at, person, {}),
    ...person.consents.filter(({ status }) => status === 'withdrawn').map((consent) => withdrawal(person, consent)),
  ];
}

function withdrawal(person: Person, { channel, at, source, textVersion }: PersonConsent): SegmentEvent {
  const properties = { channel, purpose: 'marketing', source, text_version: textVersion };
  return track('Consent Withdrawn', `${person.id}-withdrew-${channel}`, at, person, properties);
}
