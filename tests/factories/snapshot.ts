import { CHANNELS } from '@/domain/channels/channel';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { DEFAULT_POLICY } from '@/domain/policies/policy';
import type { Brand } from '@/domain/workspaces/brand';

/** Saturday noon in Berlin, a time at which everything is allowed. */
export const NOON = new Date('2026-11-21T11:00:00.000Z');
export const POLICY = DEFAULT_POLICY;

export const BRAND: Brand = {
  companyName: 'Fern & Loom',
  fromName: 'Fern & Loom',
  fromEmail: 'hello@fernloom.example',
  replyTo: 'hello@fernloom.example',
  postalAddress: '12 Weaver Street, Bristol BS1 4DJ, United Kingdom',
  signature: 'Warmly, your team at Fern & Loom',
  websiteUrl: 'https://fernloom.example',
  logoUrl: null,
  logoSize: null,
  colors: { main: ['#2841b9'], accent: [] },
};

/** An instant before NOON. */
export function ago(ms: number): string {
  return new Date(NOON.getTime() - ms).toISOString();
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a customer who may be written to by e-mail and SMS looks like; override what the test is about. */
export function customerFacts(overrides: Partial<Snapshot['customer']> = {}): Snapshot['customer'] {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    firstName: 'Anna',
    country: 'DE',
    region: null,
    timezone: 'Europe/Berlin',
    stage: 'active',
    signedUpAt: ago(200 * DAY),
    lastEngagedAt: ago(3 * HOUR),
    lastOrderAt: ago(40 * DAY),
    orderCount: 3,
    lifetimeValueCents: 25_000,
    engagementScore: 0.6,
    deliveredTouches: 5,
    hardBounces: 0,
    isNorthAmericanNumber: false,
    reachable: ['email', 'sms', 'web'],
    ...overrides,
  };
}

/** A granted, provable consent a year old. */
export function granted(
  channel: Snapshot['consent'][number]['channel'],
  overrides: Partial<Snapshot['consent'][number]> = {},
): Snapshot['consent'][number] {
  return {
    channel,
    purpose: 'marketing',
    status: 'granted',
    lawfulBasis: 'consent',
    source: 'checkout form',
    textVersion: '2025-01',
    actor: 'customer',
    occurredAt: ago(365 * DAY),
    ...overrides,
  };
}

/** A snapshot of a cart of $120.00 left three hours ago, which passes all guardrails but for the discount band. */
export function cartSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 1,
    takenAt: NOON.toISOString(),
    trigger: { kind: 'cart_idle', cartId: '01900000-0000-7000-8000-0000000000c1' },
    workspace: {
      id: '01900000-0000-7000-8000-0000000000a1',
      currency: 'USD',
      timezone: 'Europe/Berlin',
      isDemo: false,
      holdoutSalt: 'salt-that-holds-nobody-out-here',
      brand: BRAND,
    },
    customer: customerFacts(),
    consent: [granted('email'), granted('sms'), granted('sms', { purpose: 'confirmation' }), granted('web')],
    suppressed: [],
    touches: [],
    asking: 'apart',
    pending: [],
    earlier: [],
    liveOffers: [],
    offerPolicies: [],
    reputation: CHANNELS.map((channel) => ({
      ...{ channel, sent: 1_000, hardBounces: 5, complaints: 0, blocklistedBy: 0, mailDomains: 0 },
    })),
    hourlyVolume: [{ channel: 'email', sent: 10 }],
    sending: {
      email: { unsubscribeIn: ['html', 'text'], postalAddressIn: ['html', 'text'], typefaces: ['-apple-system'] },
      linkCharacters: 95,
      backlog: [],
    },
    whatsapp: { templates: [], lastInboundAt: null, locale: null },
    spend: [],
    campaigns: [],
    segments: [],
    campaignBudgets: [],
    cart: {
      id: '01900000-0000-7000-8000-0000000000c1',
      key: 'cart-1',
      openedAt: ago(4 * HOUR),
      lastChangedAt: ago(3 * HOUR),
      valueCents: 12_000,
      lines: [
        { sku: 'MUG', name: 'Mug', quantity: 2, priceCents: 2_000 },
        { sku: 'RUG', name: 'Rug', quantity: 1, priceCents: 8_000 },
      ],
    },
    winback: null,
    products: [
      { sku: 'MUG', name: 'Mug', priceCents: 2_000, marginCents: 1_200, stock: 40, url: null, imageUrl: null },
      { sku: 'RUG', name: 'Rug', priceCents: 8_000, marginCents: 3_500, stock: 9, url: null, imageUrl: null },
    ],
    newProducts: [],
    autonomy: [],
    rollout: null,
    stops: [],
    words: [],
    auditReady: true,
    ...overrides,
  };
}

/** An approved budget that covers cart recovery up to 25 %. */
export function cartOfferPolicy(
  overrides: Partial<Snapshot['offerPolicies'][number]> = {},
): Snapshot['offerPolicies'][number] {
  return {
    id: '01900000-0000-7000-8000-0000000000b1',
    agentId: 'cart_winback',
    action: 'cart_recovery',
    maxPercentOff: 25,
    remainingCents: 1_000_000,
    startsAt: ago(10 * DAY),
    endsAt: '2027-01-01T00:00:00.000Z',
    ...overrides,
  };
}

/** A snapshot of a customer quiet for 100 days, at the first touch of a series that leads with a discount. */
export function dormantSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  const spellId = '01900000-0000-7000-8000-0000000000d1';
  return {
    ...cartSnapshot(),
    trigger: { kind: 'dormant', spellId },
    customer: customerFacts({
      stage: 'churned',
      lastEngagedAt: ago(100 * DAY),
      lastOrderAt: ago(100 * DAY),
      engagementScore: 0.1,
    }),
    cart: null,
    winback: { spellId, dormantFrom: ago(100 * DAY), startedAt: NOON.toISOString(), arm: 'discount', wave: 1 },
    newProducts: [
      { sku: 'THROW', name: 'Throw', priceCents: 6_000, marginCents: 2_000, stock: 30, url: null, imageUrl: null },
    ],
    products: [],
    ...overrides,
  };
}
