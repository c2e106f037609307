import { z } from 'zod';
import { CampaignFact } from '../campaigns/campaign-fact';
import { CAMPAIGN_PRIORITIES } from '../campaigns/campaign-ids';
import { ChannelId } from '../channels/channel';
import { AssignedTemplate } from '../channels/whatsapp-schema';
import { LIFECYCLE_STAGES } from '../customers/lifecycle-stages';
import { AssignedWords } from '../experiments/assignment';
import { Brand } from '../workspaces/brand';

const Instant = z.iso.datetime();
const Cents = z.number().int();
const Stage = z.enum(LIFECYCLE_STAGES);

/** One product of a cart or order, as the snapshot has it; `priceCents` is that of one piece. */
export const CartLine = z.object({ sku: z.string(), name: z.string(), quantity: z.number(), priceCents: Cents });
export type CartLine = z.infer<typeof CartLine>;

export const ProductFact = z.object({
  sku: z.string(),
  name: z.string(),
  priceCents: Cents,
  /** Null where the shop has not told its cost. */
  marginCents: Cents.nullable(),
  stock: z.number().int().nullable(),
  url: z.string().nullable(),
  imageUrl: z.string().nullable(),
});
export type ProductFact = z.infer<typeof ProductFact>;

const EmailPart = z.enum(['html', 'text']);

/** How this installation writes and hands over messages: measured, not assumed. */
const Sending = z.object({
  /** What a specimen of the house layout carries, and the typefaces it is set in. */
  email: z.object({
    unsubscribeIn: z.array(EmailPart),
    postalAddressIn: z.array(EmailPart),
    typefaces: z.array(z.string()),
  }),
  /** Characters of one tracked link. */
  linkCharacters: z.number().int(),
  /** Messages that are due and not handed over yet, per channel. */
  backlog: z.array(z.object({ channel: ChannelId, count: z.number().int() })),
});

/**
 * A decision for the same customer that has not left yet: it waits for a person or for its moment. What is being
 * handed over is a touch already and no longer here.
 */
export const PendingDecision = z.object({
  decisionId: z.string(),
  agentId: z.string(),
  campaignId: z.string().nullable(),
  campaignPriority: z.enum(CAMPAIGN_PRIORITIES).nullish(),
  action: z.string(),
  channel: ChannelId,
  outcome: z.enum(['in_review', 'scheduled', 'approved', 'edited']),
  /** When it would leave, at the earliest. */
  sendAt: Instant,
  percentOff: z.number().nullable(),
  probability: z.number().nullable(),
  expectedValueCents: z.number(),
});
export type PendingDecision = z.infer<typeof PendingDecision>;

/**
 * Everything one decision may look at, read once and stored with it. Deciding again from the same snapshot, policy,
 * models and instant gives the same decision; that is what replay and audit stand on. Instants are ISO 8601 UTC in
 * the workspace's clock, money is minor units of `workspace.currency`.
 */
export const Snapshot = z.object({
  schema: z.literal(1),
  takenAt: Instant,
  trigger: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('cart_idle'), cartId: z.string() }),
    /** A cart e-mail was delivered and not opened; `emailedAt` is when. */
    z.object({ kind: z.literal('cart_reminder'), cartId: z.string(), emailedAt: Instant }),
    /** The customer is on a page of the shop, in front of a named place of it, with a cart open. */
    z.object({ kind: z.literal('web_visit'), slot: z.string(), cartId: z.string() }),
    z.object({ kind: z.literal('dormant'), spellId: z.string() }),
    z.object({ kind: z.literal('wave_due'), spellId: z.string(), wave: z.number().int() }),
    /** The sweep of all customers; `day` is the workspace's own (YYYY-MM-DD). */
    z.object({ kind: z.literal('lifecycle_daily'), day: z.iso.date() }),
    /** The customer's lifecycle stage became another. */
    z.object({ kind: z.literal('stage_changed'), from: Stage.nullable(), to: Stage, changedAt: Instant }),
    /** The customer entered or left a segment. */
    z.object({
      kind: z.literal('segment_changed'),
      segmentId: z.string(),
      change: z.enum(['entered', 'left']),
      changedAt: Instant,
    }),
    /** A scheduled campaign begins for this customer, or its next step is due. */
    z.object({
      kind: z.literal('campaign_due'),
      campaignId: z.string(),
      step: z.number().int(),
      /** Which of several ways through it, where it comes again each year. */
      occurrence: z.string().optional(),
      /** Since when it was due again, where another decision went first when it was asked before. */
      again: Instant.optional(),
    }),
    /** `count`: 1 for a sign-up, the number of purchases, or the days since signing up. */
    z.object({
      kind: z.literal('milestone'),
      milestone: z.enum(['signup', 'nth_purchase', 'days_since_signup']),
      count: z.number().int(),
    }),
    /** A person asks one agent what it would do now. */
    z.object({ kind: z.literal('on_demand'), agentId: z.string() }),
  ]),
  /** The decision that came to nothing whose question a person asks once more. */
  again: z.object({ decisionId: z.string() }).optional(),
  /** Which agents are asked, where not all that the trigger wakes: the others are stopped, or have looked before. */
  asks: z.array(z.string()).optional(),
  workspace: z.object({
    id: z.string(),
    currency: z.string(),
    timezone: z.string(),
    isDemo: z.boolean(),
    holdoutSalt: z.string(),
    brand: Brand,
  }),
  customer: z.object({
    id: z.string(),
    firstName: z.string().nullable(),
    country: z.string().nullable(),
    region: z.string().nullable(),
    timezone: z.string().nullable(),
    stage: Stage,
    signedUpAt: Instant.nullable(),
    firstSeenAt: Instant.optional(),
    lastEngagedAt: Instant.nullable(),
    lastOrderAt: Instant.nullable(),
    orderCount: z.number().int(),
    lifetimeValueCents: Cents,
    /** 0..1, decayed to takenAt. */
    engagementScore: z.number(),
    deliveredTouches: z.number().int(),
    hardBounces: z.number().int(),
    /** Whether the telephone number begins with +1. */
    isNorthAmericanNumber: z.boolean().default(false),
    /** Channels on which an address is known and valid. */
    reachable: z.array(ChannelId),
  }),
  consent: z.array(
    z.object({
      channel: ChannelId,
      purpose: z.string(),
      status: z.enum(['granted', 'withdrawn']),
      lawfulBasis: z.string().nullable(),
      source: z.string(),
      textVersion: z.string().nullable(),
      actor: z.string(),
      occurredAt: Instant,
    }),
  ),
  suppressed: z.array(z.object({ channel: ChannelId, reason: z.string() })),
  /** Marketing touches on their way or delivered within the last 90 days, newest first. */
  touches: z.array(
    z.object({
      at: Instant,
      channel: ChannelId,
      agentId: z.string(),
      action: z.string(),
      wave: z.number().int().nullable(),
      campaignId: z.string().nullish(),
      decisionId: z.string().optional(),
    }),
  ),
  /** Decisions for this customer that wait, oldest first: what a new one has to compete with. */
  pending: z.array(PendingDecision).default([]),
  /** What was decided for this customer before, newest first; what was skipped or cancelled is not among it. */
  earlier: z.array(z.object({ agentId: z.string(), action: z.string(), outcome: z.string(), at: Instant })).default([]),
  liveOffers: z.array(
    z.object({
      code: z.string(),
      percentOff: z.number(),
      expiresAt: Instant,
      decisionId: z.string().optional(),
    }),
  ),
  offerPolicies: z.array(
    z.object({
      id: z.string(),
      agentId: z.string(),
      action: z.string(),
      maxPercentOff: z.number(),
      remainingCents: Cents,
      startsAt: Instant,
      endsAt: Instant,
    }),
  ),
  /** Per channel, over the policy's rolling window. */
  reputation: z.array(
    z.object({
      channel: ChannelId,
      sent: z.number().int(),
      hardBounces: z.number().int(),
      complaints: z.number().int(),
      /** Receiving mail domains whose servers named a blocklist lately; 0 in snapshots from before it was counted. */
      blocklistedBy: z.number().int().default(0),
      /** Receiving mail domains written to in the same hours; 0 where none named a blocklist, and before it was counted. */
      mailDomains: z.number().int().default(0),
    }),
  ),
  /** Messages of the workspace handed over in the hour before takenAt, per channel. */
  hourlyVolume: z.array(z.object({ channel: ChannelId, sent: z.number().int() })),
  sending: Sending,
  /** WhatsApp’s word on our templates, and when the customer last wrote to us there. */
  whatsapp: z
    .object({
      /** Those that somebody has given a message to. */
      templates: z.array(AssignedTemplate),
      lastInboundAt: Instant.nullable(),
      /** The customer's language as the shop told it ("en-GB"); null where it did not, and where nothing is begun. */
      locale: z.string().nullable().default(null),
    })
    .default({ templates: [], lastInboundAt: null, locale: null }),
  /** Per channel, over the window of the policy’s budgets: messages, and what their codes cost or still may cost. */
  spend: z.array(z.object({ channel: ChannelId, messages: z.number().int(), discountCents: Cents })).default([]),
  /** Running campaigns that may have something to say at this trigger, as they stand for this customer. */
  campaigns: z.array(CampaignFact).default([]),
  /** Segments the customer is in, where a campaign may ask for one. */
  segments: z.array(z.string()).default([]),
  /** Campaigns that have a cap, and what is spent of it. */
  campaignBudgets: z.array(z.object({ campaignId: z.string(), capCents: Cents, spentCents: Cents })).default([]),
  cart: z
    .object({
      id: z.string(),
      key: z.string(),
      openedAt: Instant,
      lastChangedAt: Instant,
      valueCents: Cents,
      lines: z.array(CartLine),
    })
    .nullable(),
  winback: z
    .object({
      spellId: z.string(),
      dormantFrom: Instant,
      startedAt: Instant,
      arm: z.enum(['discount', 'new_products', 'scarcity']),
      wave: z.number().int(),
    })
    .nullable(),
  /**
   * Whose word the products are: the shop's own, never a browser's. Absent in snapshots from before that was told apart;
   * messages decided by those show the catalogue as it is when they are written.
   */
  catalogue: z.literal('shop').optional(),
  /**
   * How a campaign asks for a person: with what makes a message risky apart from what is only not known of it. Absent in
   * snapshots from before that was told apart.
   */
  asking: z.literal('apart').optional(),
  /** Products the agent may show, the cart's own among them. */
  products: z.array(ProductFact),
  /** Products first seen in the catalogue since the customer's last engagement, newest first. */
  newProducts: z.array(ProductFact),
  autonomy: z.array(z.object({ agentId: z.string(), action: z.string(), level: z.number().int().min(0).max(3) })),
  /** What the running rollout allows; null where there is none, or it is over. */
  rollout: z
    .object({
      phase: z.number().int(),
      /** Percent of the customers. */
      cohort: z.number(),
      engagedAbove: z.number().nullable(),
      channels: z.array(ChannelId).nullable(),
      agents: z.array(z.string()).nullable(),
      highestLevel: z.number().int().nullable(),
    })
    .nullable()
    .default(null),
  /** Stops in force at takenAt. */
  stops: z.array(z.object({ scope: z.enum(['workspace', 'agent', 'channel', 'campaign']), target: z.string() })),
  /** Words this customer gets instead of the library's, by kind of message. */
  words: z.array(AssignedWords).default([]),
  /** Whether the audit log can be written; anything but true blocks. */
  auditReady: z.boolean(),
});
export type Snapshot = z.infer<typeof Snapshot>;
