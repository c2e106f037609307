import { canonicalJson, type Json } from '../audit/canonical-json';
import { CHANNELS } from '../channels/channel';
import { ORDER_PRIORS } from '../models/order-priors';
import type { Policy } from '../policies/policy';
import { after, DAY, HOUR } from '../shared/time';
import { decide } from './decide';
import type { Decided } from './decided';
import type { Snapshot } from './snapshot';

/** What a specimen says of the shop. It takes nothing else in: of a customer there is nothing it could hold. */
export type SpecimenFacts = Pick<Snapshot, 'workspace' | 'sending'>;

/** The occasions that differ in what is looked at and said. */
export type Occasion = 'cart' | 'winback' | 'lifecycle';

/** The occasion whose specimen a decision on this trigger is most like. */
export function occasionOf({ kind }: Snapshot['trigger']): Occasion {
  switch (kind) {
    case 'cart_idle':
    case 'cart_reminder':
    case 'web_visit':
      return 'cart';
    case 'dormant':
    case 'wave_due':
      return 'winback';
    default:
      return 'lifecycle';
  }
}

/** Everything a decision is kept by: what was looked at, and what was said of it. */
export type DecisionDocuments = {
  snapshot: unknown;
  candidates: unknown;
  chosen: unknown;
  verdicts: unknown;
  reasons: unknown;
};

/** The documents of a decision, as its record has them. */
export function documentsOf(decided: Decided, snapshot: Snapshot): DecisionDocuments {
  const { considered, chosen, verdicts, reasons } = decided;
  return { snapshot, candidates: considered, chosen, verdicts, reasons };
}

/**
 * A decision about a customer who does not exist, as the shop and its policy of now make it, in canonical JSON: what
 * records of real ones are packed against. The words of the arms and stages that it is not about stand before it.
 */
export function specimenText(occasion: Occasion, facts: SpecimenFacts, policy: Policy): string {
  const made = snapshotsOf(occasion, facts).map((snapshot) => ({
    snapshot,
    decided: decide({ snapshot, policy, models: ORDER_PRIORS, now: NOW }),
  }));
  const words = made.slice(0, -1).map(({ decided }) => text([decided.chosen, decided.considered]));
  const whole = made.slice(-1).map(({ decided, snapshot }) => text(documentsOf(decided, snapshot)));
  return [...words, ...whole].join('\n');
}

const text = (value: unknown) => canonicalJson(value as Json);

/** A Tuesday noon: an hour at which everything may be sent. */
const NOW = new Date('2026-01-13T12:00:00.000Z');
const before = (ms: number) => after(NOW, -ms).toISOString();
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** The last one is told whole. */
function snapshotsOf(occasion: Occasion, facts: SpecimenFacts): Snapshot[] {
  const base = snapshotOfNobody(facts);
  const { customer } = base;
  switch (occasion) {
    case 'cart':
      return [
        {
          ...base,
          trigger: { kind: 'cart_idle', cartId: NOBODY },
          cart: {
            id: NOBODY,
            key: '',
            openedAt: before(4 * HOUR),
            lastChangedAt: before(3 * HOUR),
            valueCents: 9_000,
            lines: [{ sku: '', name: '', quantity: 1, priceCents: 9_000 }],
          },
        },
      ];
    case 'winback':
      return (['new_products', 'scarcity', 'discount'] as const).map((arm) => ({
        ...base,
        trigger: { kind: 'dormant', spellId: NOBODY },
        customer: { ...customer, stage: 'churned', lastEngagedAt: before(100 * DAY), lastOrderAt: before(100 * DAY) },
        winback: { spellId: NOBODY, dormantFrom: before(100 * DAY), startedAt: before(0), arm, wave: 1 },
      }));
    case 'lifecycle':
      return (['new', 'active', 'at_risk'] as const).map((stage, at) => ({
        ...base,
        trigger: { kind: 'lifecycle_daily', day: '2026-01-13' },
        customer: { ...customer, stage, lastEngagedAt: before((1 + 30 * at) * DAY) },
      }));
  }
}

/** Reachable everywhere, with every consent, and otherwise like nobody. */
function snapshotOfNobody({ workspace, sending }: SpecimenFacts): Snapshot {
  return {
    schema: 1,
    takenAt: NOW.toISOString(),
    trigger: { kind: 'lifecycle_daily', day: '2026-01-13' },
    workspace: { ...workspace, holdoutSalt: '' },
    customer: {
      id: NOBODY,
      firstName: '',
      country: 'GB',
      region: null,
      timezone: workspace.timezone,
      stage: 'active',
      signedUpAt: before(300 * DAY),
      firstSeenAt: before(300 * DAY),
      lastEngagedAt: before(DAY),
      lastOrderAt: before(40 * DAY),
      orderCount: 2,
      lifetimeValueCents: 20_000,
      engagementScore: 0.5,
      deliveredTouches: 0,
      hardBounces: 0,
      isNorthAmericanNumber: false,
      reachable: [...CHANNELS],
    },
    consent: CHANNELS.map((channel) => ({
      channel,
      purpose: 'marketing',
      status: 'granted',
      lawfulBasis: 'consent',
      source: 'checkout',
      textVersion: '1',
      actor: 'customer',
      occurredAt: before(30 * DAY),
    })),
    suppressed: [],
    touches: [],
    pending: [],
    earlier: [],
    liveOffers: [],
    offerPolicies: [],
    reputation: CHANNELS.map((channel) => ({
      ...{ channel, sent: 0, hardBounces: 0, complaints: 0, blocklistedBy: 0, mailDomains: 0 },
    })),
    hourlyVolume: [],
    sending: { ...sending, backlog: [] },
    whatsapp: { templates: [], lastInboundAt: null, locale: null },
    spend: [],
    campaigns: [],
    segments: [],
    campaignBudgets: [],
    cart: null,
    winback: null,
    catalogue: 'shop',
    asking: 'apart',
    products: [],
    newProducts: [],
    autonomy: [],
    rollout: null,
    stops: [],
    words: [],
    auditReady: true,
  };
}
