import { z } from 'zod';
import { ChannelId } from '../channels/channel';
import { LifecycleStage } from '../customers/stage';
import { VALUE_BANDS } from '../customers/value-bands';
import { KnownInstant } from '../shared/known-instant';
import {
  CAMPAIGN_CHANNELS,
  CAMPAIGN_PRIORITIES,
  CAMPAIGN_SECTIONS,
  CAMPAIGN_TEMPLATES,
  type CampaignTemplateId,
  templatesFor,
} from './campaign-ids';

/** Steps a campaign can have: more would pass every cap on touches there is. */
export const MOST_STEPS = 6;

const Days = z.number().int().min(0).max(3650);

/**
 * Whom a campaign is for: everybody who meets each rule. An empty list is no rule. Days are whole days before the moment
 * of looking; who never ordered meets neither `lastOrderAtLeastDays` nor `lastOrderAtMostDays`.
 */
export const AudienceRule = z.object({
  stages: z.array(LifecycleStage).default([]),
  valueBands: z.array(z.enum(VALUE_BANDS)).default([]),
  /** ISO 3166-1 alpha-2, upper case. */
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.'))
    .max(60)
    .default([]),
  /** Channel on which the customer's last word on marketing must be yes. */
  consent: ChannelId.nullable().default(null),
  orders: z.enum(['any', 'never', 'some']).default('any'),
  lastOrderAtLeastDays: Days.nullable().default(null),
  lastOrderAtMostDays: Days.nullable().default(null),
  /** Segments the customer must be in, each of them. */
  segments: z.array(z.uuid()).max(5, 'An audience names five segments at most.').default([]),
});
export type AudienceRule = z.infer<typeof AudienceRule>;

/** What makes a customer begin. `season` is a day of each year in the workspace's zone. */
export const CampaignTrigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scheduled'), at: KnownInstant }),
  z.object({
    kind: z.literal('season'),
    month: z.number().int().min(1).max(12),
    day: z.number().int().min(1).max(31),
  }),
  z.object({ kind: z.literal('signup') }),
  z.object({ kind: z.literal('nth_purchase'), count: z.number().int().min(1).max(1000) }),
  z.object({ kind: z.literal('days_since_signup'), days: z.number().int().min(1).max(3650) }),
  z.object({ kind: z.literal('stage_changed'), to: LifecycleStage }),
  z.object({
    kind: z.literal('segment_changed'),
    segmentId: z.uuid('Choose a segment.'),
    change: z.enum(['entered', 'left']),
  }),
]);
export type CampaignTrigger = z.infer<typeof CampaignTrigger>;

const [first, ...others] = CAMPAIGN_TEMPLATES.map(({ id }) => id);

/**
 * One touch of the sequence. Day 1 is the day the customer begins. From the second step on it is sent only where none
 * before led to an order.
 */
export const CampaignStep = z.object({
  channel: z.enum(CAMPAIGN_CHANNELS),
  day: z.number().int().min(1).max(120),
  template: z.enum([first, ...others] as [CampaignTemplateId, ...CampaignTemplateId[]]),
  /** Discount of a single-use code; 0 for none. */
  percentOff: z.number().int().min(0).max(50),
  /** At the usual hour of the customer's day, or as soon as it is due. */
  timing: z.enum(['usual_hour', 'at_once']),
});
export type CampaignStep = z.infer<typeof CampaignStep>;

/** The steps in their order: each on a later day than the one before, in words written for its channel. */
const CampaignSteps = z
  .array(CampaignStep)
  .min(1, 'A campaign has at least one message.')
  .max(MOST_STEPS, `A campaign has at most ${MOST_STEPS} messages.`)
  .refine((steps) => steps[0]?.day === 1, 'The first message goes out on day 1.')
  .refine(
    (steps) => steps.every((step, index) => index === 0 || step.day > (steps[index - 1]?.day ?? 0)),
    'Each message has a later day than the one before.',
  )
  .refine(
    (steps) => steps.every((step) => templatesFor(step.channel).some(({ id }) => id === step.template)),
    'Choose a template that is written for the channel.',
  );

/** What people write of a campaign. Money in minor units of the workspace's currency. */
export const CampaignDocument = z.object({
  name: z.string().trim().min(1, 'Give the campaign a name.').max(80, 'A name has 80 characters at most.'),
  /** What it is to achieve, in words. */
  goal: z.string().trim().max(300, 'A goal has 300 characters at most.').default(''),
  priority: z.enum(CAMPAIGN_PRIORITIES).default('normal'),
  audience: AudienceRule.prefault({}),
  trigger: CampaignTrigger,
  steps: CampaignSteps,
  /** What messages and discounts may cost together; null for no cap. The campaign pauses before the cap. */
  budgetCents: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
});
export type CampaignDocument = z.infer<typeof CampaignDocument>;

export const CampaignSectionId = z.enum(CAMPAIGN_SECTIONS);
