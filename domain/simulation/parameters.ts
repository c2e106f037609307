/** What woke the agent that sent the message: people answer a cart reminder and a win-back quite differently. */
export type Occasion = 'cart' | 'winback';

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
  /** A text message is read more surely and clicked less: multiplies P(open) and P(click | open). */
  sms: { open: number; click: number };
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

/** How the simulated approver of the demo history judges. */
export type ApproverParameters = {
  /** P(approve). */
  approve: number;
  /** Minutes from decision to verdict: median, and sigma of the logarithm. */
  latencyMinutes: { median: number; sigma: number };
};

export type TwinParameters = {
  shopper: ShopperParameters;
  response: ResponseParameters;
  approver: ApproverParameters;
};

/**
 * The known truth of the demo: every behaviour in it follows from these figures and the seed. Measurement may be
 * held against them. They are round figures of plausible size, not estimates from any company's data.
 */
export const TWIN: TwinParameters = {
  shopper: {
    kinds: {
      regular: { share: 0.44, visitsPerWeek: 0.9, pastOrders: [1, 7], basketScale: 1 },
      occasional: { share: 0.17, visitsPerWeek: 0.3, pastOrders: [0, 3], basketScale: 0.9 },
      vip: { share: 0.06, visitsPerWeek: 1.2, pastOrders: [9, 18], basketScale: 1.5 },
      top: { share: 0.02, visitsPerWeek: 1.6, pastOrders: [24, 36], basketScale: 2.4 },
      dormant: { share: 0.23, visitsPerWeek: 0, pastOrders: [1, 12], basketScale: 1 },
      drifting: { share: 0.08, visitsPerWeek: 0.5, pastOrders: [1, 5], basketScale: 1 },
    },
    newcomersPerDayPerHundred: 0.3,
    newcomer: { visitsPerWeek: 1.1, basketScale: 0.9 },
    hourWeights: [1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.5, 4.5, 5, 4.5, 4, 4, 4, 4.5, 5.5, 7, 8, 7.5, 5.5, 2.5],
    weekdayWeights: [1.25, 0.95, 0.9, 0.9, 0.95, 0.95, 1.1],
    viewsPerVisit: [1, 3],
    addToCartProbability: 0.42,
    abandonmentProbability: 0.66,
    spontaneousReturnProbability: 0.12,
    spontaneousReturnHours: { median: 16, sigma: 0.8 },
    dormantReturnPerWeek: 0.012,
  },
  response: {
    occasions: {
      cart: { open: 0.42, click: 0.2, order: 0.3 },
      winback: { open: 0.2, click: 0.09, order: 0.14 },
    },
    openByBand: { under300: 0.95, from300: 1, over1000: 1.1, over5000: 1.15 },
    clickPerPercentOff: 0.015,
    orderPerPercentOff: 0.02,
    sms: { open: 1.6, click: 0.6 },
    fatiguePerTouch: 0.85,
    unsubscribe: 0.008,
    complaint: 0.0004,
    machineOpen: 0.12,
    openMinutes: { median: 95, sigma: 1.1 },
    clickSeconds: [20, 180],
    orderMinutes: [3, 22],
  },
  approver: { approve: 0.94, latencyMinutes: { median: 2.4, sigma: 0.7 } },
};
