import { z } from 'zod';
import { ChannelId } from '../channels/channel';

/** A number with what it means; bounds keep a policy from being nonsense, not from being strict. */
function figure(initial: number, min: number, max: number, doc: string, unit: string) {
  return z.number().min(min).max(max).default(initial).meta({ description: doc, unit });
}

function whole(initial: number, min: number, max: number, doc: string, unit: string) {
  return z.number().int().min(min).max(max).default(initial).meta({ description: doc, unit });
}

const cents = (initial: number, doc: string) => whole(initial, 0, 1_000_000_000, doc, 'cents');

const Contact = z.object({
  emailsPerWindow: whole(3, 0, 100, 'Marketing e-mails one customer may get within any rolling window.', 'e-mails'),
  windowDays: whole(7, 1, 90, 'Length of that rolling window.', 'days'),
  sendsPerDay: whole(10, 0, 100, 'Sends of any kind to one customer within 24 hours.', 'sends'),
  engagementFloor: figure(
    0.3,
    0,
    1,
    'Customers whose engagement score is below this are left alone, with two exceptions: those of whom nothing is known yet, and win-back.',
    'score 0..1',
  ),
  knownAfterTouches: whole(
    3,
    0,
    100,
    'Delivered touches from which on an engagement score means something.',
    'touches',
  ),
});

const Reputation = z.object({
  windowDays: whole(30, 1, 365, 'Days over which a channel’s bounces and complaints are counted.', 'days'),
  minSends: whole(500, 1, 1_000_000, 'Sends below which a rate is too uncertain to stop a channel.', 'sends'),
  bounceRate: figure(0.05, 0, 1, 'Share of hard bounces from which on the whole channel stops.', 'share 0..1'),
  complaintWarning: figure(0.001, 0, 1, 'Share of spam complaints that raises a warning.', 'share 0..1'),
  complaintRate: figure(0.003, 0, 1, 'Share of spam complaints from which on the whole channel stops.', 'share 0..1'),
  hardBouncesPerCustomer: whole(3, 1, 20, 'Hard bounces after which an address is not written to again.', 'bounces'),
});

const Words = z.object({
  spamPhrases: z
    .array(z.string().min(2))
    .default([
      'click here now',
      'limited time',
      'guaranteed',
      'act now',
      'urgent',
      'last chance',
      '100% free',
      'risk free',
      'risk-free',
      'no obligation',
      'winner',
      'you have been selected',
      'cash bonus',
      'double your',
      'earn extra',
      'free gift',
      'free money',
      'once in a lifetime',
      'order now',
      'buy now',
      'this is not spam',
      'dear friend',
      'account suspended',
      'verify your account',
      'final notice',
      'miracle',
      'no strings attached',
      'what are you waiting for',
    ])
    .meta({ description: 'Phrases that mark a subject line as spam. Case does not matter.', unit: 'phrases' }),
  forbidden: z
    .array(z.string().min(2))
    .default(['cheap', 'limited', 'desperate', 'too good to be true'])
    .meta({ description: 'Words the brand never uses, anywhere in a message.', unit: 'words' }),
  urgency: z
    .array(z.string().min(2))
    .default([
      'hurry',
      'expires',
      'expire',
      'ends today',
      'ends tonight',
      'ends soon',
      'last few',
      'almost gone',
      'selling fast',
      'running out',
      'only a few left',
      'left in stock',
      'while stocks last',
      'before it is gone',
      'before they are gone',
      'good until',
      'valid until',
    ])
    .meta({
      description: 'Words that claim urgency or scarcity: each needs a fact that makes it true.',
      unit: 'phrases',
    }),
  subjectLength: whole(60, 10, 200, 'A subject must be shorter than this.', 'characters'),
  capitalsShare: figure(0.5, 0, 1, 'Share of capital letters in a subject from which on it shouts.', 'share 0..1'),
  repeatedPunctuation: whole(2, 2, 10, 'Exclamation or question marks in a row that are too many.', 'marks'),
  brandScore: figure(0.85, 0, 1, 'Least brand score of a message (deterministic, see tone-score.ts).', 'score 0..1'),
  toneScore: figure(0.85, 0, 1, 'Least tone score of a message (deterministic, see tone-score.ts).', 'score 0..1'),
  logoWidth: whole(200, 1, 4000, 'Least width of the logo, where there is one.', 'px'),
  logoHeight: whole(100, 1, 4000, 'Least height of the logo, where there is one.', 'px'),
});

const Consent = z.object({
  purpose: z.string().min(1).default('marketing').meta({ description: 'The purpose that marketing consent is for.' }),
  maxAgeMonths: whole(36, 1, 120, 'A consent older than this must be asked for again.', 'months'),
  impliedPurchaseMonths: whole(24, 0, 120, 'Canada: how long a purchase implies consent.', 'months'),
});

const QuietHours = z.object({
  from: whole(9, 0, 23, 'First hour in the recipient’s own zone at which an SMS may arrive.', 'hour'),
  to: whole(20, 1, 24, 'Hour in the recipient’s own zone from which on no SMS may arrive.', 'hour'),
  stricterRegions: z
    .record(z.string(), z.object({ from: z.number().int(), to: z.number().int(), sundayFrom: z.number().int() }))
    .default({
      'US-FL': { from: 8, to: 20, sundayFrom: 8 },
      'US-OK': { from: 8, to: 20, sundayFrom: 8 },
      'US-WA': { from: 8, to: 20, sundayFrom: 8 },
      'US-TX': { from: 9, to: 21, sundayFrom: 12 },
    })
    .meta({ description: 'Regions whose law has hours of its own; the narrower of both windows holds.' }),
});

const Rate = z.object({
  hourlyVolume: z
    .record(ChannelId, z.number().int().min(0))
    .default({ email: 100_000, sms: 36_000, whatsapp: 36_000, push: 100_000, web: 1_000_000 })
    .meta({ description: 'Messages a workspace may send per channel within an hour; more wait.', unit: 'messages' }),
});

const Financial = z.object({
  passBelowPercent: whole(15, 0, 100, 'Discounts below this pass by themselves.', 'percent'),
  managerUpToPercent: whole(
    25,
    0,
    100,
    'Discounts up to and including this need an approver; above, an administrator.',
    'percent',
  ),
  vipCents: cents(100_000, 'Lifetime value above which a customer is a VIP: win-back for them is reviewed.'),
  salesCents: cents(500_000, 'Lifetime value above which every decision is reviewed and marked for the sales team.'),
  marginFloorPercent: figure(
    0,
    -100,
    100,
    'Least margin after discount, as a share of what is paid, where costs are known.',
    'percent',
  ),
});

const CartRung = z.object({
  belowCents: z.number().int().positive().nullable(),
  percentOff: z.number().int().min(0).max(100),
});

const Cart = z.object({
  idleHours: figure(2, 0.1, 168, 'Hours since the last change from which on a cart counts as left behind.', 'hours'),
  tooLateHours: figure(72, 1, 720, 'Hours after which a cart is too old to be worth a message.', 'hours'),
  minValueCents: cents(2_000, 'Carts below this get no message.'),
  ladder: z
    .array(CartRung)
    .min(1)
    .default([
      { belowCents: 10_000, percentOff: 25 },
      { belowCents: 50_001, percentOff: 20 },
      { belowCents: null, percentOff: 15 },
    ])
    .meta({
      description: 'Discount by cart value: the first rung whose `belowCents` is above the value, the last has none.',
    }),
  codeHours: whole(48, 1, 720, 'Hours for which a cart code is good.', 'hours'),
  landingPath: z.string().default('/cart').meta({ description: 'Page of the shop that shows the cart.' }),
  productsShown: whole(3, 1, 12, 'Products shown, best margin first.', 'products'),
  reminderHours: whole(20, 1, 720, 'Hours after a delivered, unopened cart e-mail until the SMS reminder.', 'hours'),
  reviewHours: whole(24, 1, 720, 'A cart decision can be approved for this long; after that it is held.', 'hours'),
  usefulHours: whole(
    24,
    1,
    720,
    'A cart message that cannot leave within this time of its moment is not sent.',
    'hours',
  ),
});

const Wave = z.object({
  day: z.number().int().min(1).max(90),
  channel: ChannelId,
  action: z.enum(['winback_offer', 'winback_follow_up']),
});

const Winback = z.object({
  dormantDays: whole(90, 7, 3650, 'Days without engagement from which on a customer is dormant.', 'days'),
  forgottenDays: whole(
    1095,
    30,
    3650,
    'Days without engagement after which a customer is not written to any more.',
    'days',
  ),
  valuedFromCents: cents(30_000, 'Lifetime value from which on the offer is a discount with new products.'),
  valuedPercentOff: whole(15, 0, 100, 'Discount for customers of that value.', 'percent'),
  genericPercentOff: whole(10, 0, 100, 'Discount of the generic offer below that value.', 'percent'),
  codeHours: whole(336, 1, 2160, 'Hours for which a win-back code is good.', 'hours'),
  landingPath: z.string().default('/').meta({ description: 'Page of the shop that a win-back leads to.' }),
  expectedOrderCents: cents(8_500, 'Order value assumed where a customer has none of their own.'),
  waves: z
    .array(Wave)
    .min(1)
    .default([
      { day: 1, channel: 'email', action: 'winback_offer' },
      { day: 3, channel: 'sms', action: 'winback_offer' },
      { day: 7, channel: 'web', action: 'winback_offer' },
      { day: 14, channel: 'email', action: 'winback_follow_up' },
    ])
    .meta({
      description: 'The touches of one series. Day 1 is the day it starts; it ends when the customer comes back.',
    }),
  seriesPerQuarter: whole(2, 0, 20, 'Win-back series that may begin for one customer within a quarter.', 'series'),
  quarterDays: whole(91, 1, 366, 'Length of that quarter, rolling.', 'days'),
  lowStock: whole(5, 1, 1000, 'Stock at or below which “only a few left” is true.', 'pieces'),
  reviewDays: whole(7, 1, 90, 'A win-back decision can be approved for this long; after that it is held.', 'days'),
  usefulDays: whole(
    7,
    1,
    90,
    'A win-back message that cannot leave within this time of its moment is not sent.',
    'days',
  ),
});

const Review = z.object({
  slaMinutes: whole(
    5,
    1,
    10_080,
    'Time within which a decision should be judged. A target: being late stops nothing.',
    'minutes',
  ),
  sampleShare: figure(0.2, 0, 1, 'Share of decisions a person sees at autonomy level 2.', 'share 0..1'),
});

const Autonomy = z.object({
  startLevel: whole(1, 0, 3, 'Level of an agent’s action nobody has judged yet.', 'level'),
  approvalsToRise: whole(10, 1, 1000, 'Approvals in a row, unedited, that raise an action by one level.', 'approvals'),
  rejectionsToFall: whole(3, 1, 100, 'Rejections in a row that lower it by one level.', 'rejections'),
  evidenceDecisions: whole(30, 1, 10_000, 'Judged decisions that level 3 asks for.', 'decisions'),
  evidenceLowerBound: figure(0.9, 0, 1, 'Lower 95 % bound of “approved unedited” that level 3 asks for.', 'share 0..1'),
});

const Holdout = z.object({
  share: figure(
    0.05,
    0,
    0.5,
    'Share of customers left alone on purpose, so that effect can be measured.',
    'share 0..1',
  ),
});

/**
 * Every threshold of the product, in one document per workspace version. Money in minor units of the workspace's
 * currency, instants in its clock. Parsing `{}` gives the defaults of the product; parsing an older document fills
 * what it did not know of.
 */
export const Policy = z.object({
  schema: z.literal(1).default(1),
  contact: Contact.prefault({}),
  reputation: Reputation.prefault({}),
  words: Words.prefault({}),
  consent: Consent.prefault({}),
  quietHours: QuietHours.prefault({}),
  rate: Rate.prefault({}),
  financial: Financial.prefault({}),
  cart: Cart.prefault({}),
  winback: Winback.prefault({}),
  review: Review.prefault({}),
  autonomy: Autonomy.prefault({}),
  holdout: Holdout.prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** The policy a workspace starts with. */
export const DEFAULT_POLICY: Policy = Policy.parse({});
