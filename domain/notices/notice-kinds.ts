/**
 * What people are told outside of the product, where they ask for it. `urgent`: a review whose target time is nearly
 * over, or over. `high_value`: a review of much expected value. `sales`: a customer whose lifetime value is the sales
 * team's concern.
 */
export const NOTICE_KINDS = ['urgent', 'high_value', 'sales'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How each kind is called where people choose. */
export const NOTICE_KIND_NAMES: Readonly<Record<NoticeKind, string>> = {
  urgent: 'Reviews that are nearly late, or late',
  high_value: 'Reviews of high expected value',
  sales: 'Customers for the sales team',
};

/**
 * What those who can do something about it are told, whatever is set. `anomaly`: an agent was stopped, because it decided
 * so much more than it ever did. `copy_cap`: a language model is asked no more for a day.
 * `data_quality`: the data of a source is worse than the target. `halt`: a compliance violation has halted the rollout.
 * `unusual`: a watched figure is not as its past lets expect. `provider`: whoever delivers messages refuses them, or asks
 * for a person.
 */
export const STANDING_NOTICE_KINDS = ['anomaly', 'copy_cap', 'data_quality', 'halt', 'provider', 'unusual'] as const;
export type StandingNoticeKind = (typeof STANDING_NOTICE_KINDS)[number];

/**
 * What goes out by the calendar. `scorecard`: the sheet of the month that has ended. `weekly`, `impact`: the reports of the
 * week and of the month (domain/reports/periods.ts).
 */
export const REGULAR_NOTICE_KINDS = ['scorecard', 'weekly', 'impact'] as const;
export type RegularNoticeKind = (typeof REGULAR_NOTICE_KINDS)[number];
