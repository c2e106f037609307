import type { ChannelId } from '../channels/channel';
import type { RejectReason } from '../review/review-item';

/** What a message is about: people answer a reminder of their cart, a win-back and the shop's news quite differently. */
export type Occasion = 'cart' | 'winback' | 'news';

/** How much a person has spent so far: their lifetime value in the workspace's currency. */
export type ValueBand = 'under300' | 'from300' | 'over1000' | 'over5000';

/** Habits of a kind of person. Each weight is its share of the population. */
export type PersonKind = {
  /** Share 0..1 of the population; the shares add up to 1. */
  share: number;
  /** Mean visits in seven days while active. */
  visitsPerWeek: number;
  /** Orders before the history began, lowest and highest. */
  pastOrders: readonly [number, number];
  /** Multiplies how much is put into a basket. */
  basketScale: number;
};

/** Kinds of generated shoppers; how often each visits and buys is in the parameters. */
export const PERSON_KINDS = ['regular', 'occasional', 'vip', 'top', 'dormant', 'drifting'] as const;
export type PersonKindId = (typeof PERSON_KINDS)[number];

/** Everything the shopper does without being written to. */
export type ShopperParameters = {
  kinds: Record<PersonKindId, PersonKind>;
  /** Newcomers who sign up on an average day, for each hundred people of the starting population. */
  newcomersPerDayPerHundred: number;
  newcomer: Pick<PersonKind, 'visitsPerWeek' | 'basketScale'>;
  /** Relative likelihood of a visit in each hour 0..23 of the person's own zone. */
  hourWeights: readonly number[];
  /** Relative likelihood of a visit on each weekday, Sunday first; the mean is 1. */
  weekdayWeights: readonly number[];
  /** Products looked at in a visit, lowest and highest. */
  viewsPerVisit: readonly [number, number];
  /** Share of visits in which something is put into the cart. */
  addToCartProbability: number;
  /** Share of carts that are left behind in the visit that filled them. */
  abandonmentProbability: number;
  /** Share of abandoned carts whose owner comes back and buys without any message: the baseline that uplift adds to. */
  spontaneousReturnProbability: number;
  /** Hours from leaving the cart to coming back by oneself: median, and sigma of the logarithm. */
  spontaneousReturnHours: { median: number; sigma: number };
  /** Chance in a week that a dormant person comes back by themselves. */
  dormantReturnPerWeek: number;
  /** Share of people who say yes to each channel when they sign up, and of those who take a yes back later. */
  consents: Record<ChannelId, number> & { takenBack: number };
};

/** How people answer one occasion on e-mail. Probabilities are for a first message with no discount. */
export type OccasionParameters = {
  /** P(opened | delivered). */
  open: number;
  /** P(clicked | opened). */
  click: number;
  /** P(ordered | clicked). */
  order: number;
};

/** Everything the shopper does because of a message. */
export type ResponseParameters = {
  occasions: Record<Occasion, OccasionParameters>;
  /** Multiplies P(open) by how much the person is worth already. */
  openByBand: Record<ValueBand, number>;
  /** Each percent of discount multiplies P(click | open) by 1 + this. */
  clickPerPercentOff: number;
  /** Each percent of discount multiplies P(order | click) by 1 + this. */
  orderPerPercentOff: number;
  /** How a channel differs from e-mail: multiplies P(open) and P(click | open). For web an open is a look at it. */
  channels: Record<ChannelId, { open: number; click: number }>;
  /** Each week of the history multiplies P(order | click) by 1 + this: the way into the season, the trend of the demo. */
  orderGrowthPerWeek: number;
  /** Each further marketing touch within seven days multiplies P(open) by this (0..1). */
  fatiguePerTouch: number;
  /** P(unsubscribed | opened) of a first touch; each further touch within seven days multiplies it by 1 / fatigue. */
  unsubscribe: number;
  /** P(complaint | delivered). */
  complaint: number;
  /** Share of e-mails fetched by a mail-privacy proxy whether or not anybody reads them. */
  machineOpen: number;
  /** Time to the open after delivery in minutes: median, and sigma of the logarithm. */
  openMinutes: { median: number; sigma: number };
  /** Seconds from open to click, lowest and highest. */
  clickSeconds: readonly [number, number];
  /** Minutes from click to order, lowest and highest. */
  orderMinutes: readonly [number, number];
};

/** Preset reasons of the review inbox that the simulated approver gives; all but those that ask for a note. */
export type ApproverReason = Exclude<RejectReason, 'other'>;

/** How the simulated approver judges: in the demo's history, and in a replay that asks for them. */
export type ApproverParameters = {
  /** P(reject) of a decision; `rejectDear` where the discount is at least `dearFromPercent`. */
  reject: number;
  rejectDear: number;
  dearFromPercent: number;
  /** Weight of each reason among the rejections; "wrong_offer" only where there is an offer. */
  reasons: Record<ApproverReason, number>;
  /** Minutes one decision is looked at, one after the other: median, and sigma of the logarithm. */
  handlingMinutes: { median: number; sigma: number };
  /** First and last hour on duty in the workspace's zone, Sunday first; null is a day off. */
  shifts: readonly (readonly [number, number] | null)[];
};

export type TwinParameters = {
  shopper: ShopperParameters;
  response: ResponseParameters;
  approver: ApproverParameters;
};

/**
 * The known truth of the demo: every behaviour in it follows from these figures and the seed, so that measurement can be
 * held against them. No figure is an estimate from any company's data. Where each comes from:
 *
 * - Opens: a small shop's list of its own customers reads better than the 25 to 35 % of retail e-mail at large once
 *   privacy proxies are taken out (news: 0.36), reminders of one's own cart better still (0.45), mail to dormant people
 *   far less (0.24); plus 12 % machine opens.
 * - Clicks: about 6 % of delivered news (0.36 x 0.18), a good 10 % of cart reminders (0.45 x 0.22), about 3 % of
 *   win-back mail (0.24 x 0.14), before discount and fatigue: customers who know what they get from a shop of small
 *   things.
 * - Orders: one in four to one in three who click buy, as things of 7 to 46 dollars are decided on at once. That makes
 *   about 2 % of delivered news, 3 to 5 % of cart reminders (discount included) and 1 % of win-back mail.
 * - Carts: about 70 % are left behind (the mean of published counts); some owners come back unasked, and a click before
 *   such a return earns credit without having caused anything: that is why attributed revenue exceeds what the holdout
 *   confirms.
 * - Baskets: the catalogue and `basketScale` come to orders of about 25 dollars. The best customers are so by how often
 *   they order, not by how much at once: no single order is all that a chart shows.
 * - Together they put revenue per marketing touch near the plan's baseline and target, with a rise over the history
 *   (`orderGrowthPerWeek`) and the noise of small numbers.
 * - Consents: most people of a shop's list take e-mail, about half agree to personalised pages, fewer to anything that
 *   makes a telephone buzz.
 */
export const TWIN: TwinParameters = {
  shopper: {
    kinds: {
      regular: { share: 0.43, visitsPerWeek: 0.42, pastOrders: [2, 9], basketScale: 0.7 },
      occasional: { share: 0.21, visitsPerWeek: 0.15, pastOrders: [0, 3], basketScale: 0.7 },
      vip: { share: 0.035, visitsPerWeek: 0.6, pastOrders: [32, 40], basketScale: 1 },
      top: { share: 0.005, visitsPerWeek: 0.8, pastOrders: [120, 135], basketScale: 1.3 },
      dormant: { share: 0.22, visitsPerWeek: 0, pastOrders: [1, 12], basketScale: 0.7 },
      drifting: { share: 0.1, visitsPerWeek: 0.35, pastOrders: [1, 6], basketScale: 0.7 },
    },
    newcomersPerDayPerHundred: 0.08,
    newcomer: { visitsPerWeek: 0.6, basketScale: 0.7 },
    hourWeights: [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4.5, 5.5, 7, 8, 7.5, 5.5, 2.5],
    weekdayWeights: [1.25, 0.95, 0.9, 0.9, 0.95, 0.95, 1.1],
    viewsPerVisit: [1, 3],
    addToCartProbability: 0.32,
    abandonmentProbability: 0.7,
    spontaneousReturnProbability: 0.12,
    spontaneousReturnHours: { median: 16, sigma: 0.8 },
    dormantReturnPerWeek: 0.008,
    consents: { email: 0.9, sms: 0.34, whatsapp: 0.12, push: 0.22, web: 0.55, takenBack: 0.05 },
  },
  response: {
    occasions: {
      cart: { open: 0.45, click: 0.22, order: 0.26 },
      winback: { open: 0.24, click: 0.14, order: 0.2 },
      news: { open: 0.36, click: 0.18, order: 0.26 },
    },
    openByBand: { under300: 0.95, from300: 1, over1000: 1.1, over5000: 1.15 },
    clickPerPercentOff: 0.015,
    orderPerPercentOff: 0.02,
    channels: {
      email: { open: 1, click: 1 },
      sms: { open: 1.6, click: 0.6 },
      whatsapp: { open: 1.7, click: 0.7 },
      push: { open: 0.6, click: 0.8 },
      web: { open: 0.8, click: 0.5 },
    },
    orderGrowthPerWeek: 0.08,
    fatiguePerTouch: 0.85,
    unsubscribe: 0.008,
    complaint: 0.0002,
    machineOpen: 0.12,
    openMinutes: { median: 95, sigma: 1.1 },
    clickSeconds: [20, 180],
    orderMinutes: [3, 22],
  },
  approver: {
    reject: 0.05,
    rejectDear: 0.12,
    dearFromPercent: 20,
    reasons: {
      wrong_offer: 4,
      wrong_time: 3,
      wrong_products: 2,
      too_much: 2,
      wrong_words: 1,
      wrong_customer: 1,
      not_true: 0.3,
    },
    handlingMinutes: { median: 1.8, sigma: 0.6 },
    shifts: [
      [10, 16],
      [7, 22],
      [7, 22],
      [7, 22],
      [7, 22],
      [7, 22],
      [10, 16],
    ],
  },
};
