import type { Outcome } from '../decisions/outcome';

/**
 * What is counted, per subject and instant. Every figure of the product is a sum over these columns: by range, by day,
 * by hour, or by decision or customer, so that a tile, its chart and what stands behind it cannot disagree. Each column
 * is a sum of whole numbers, so that hours add up to days in any order.
 */
export const LEDGER_COLUMNS = [
  // At the instant a message was delivered (or shown).
  'touches',
  'email_touches',
  'sms_touches',
  'push_touches',
  'opened',
  'machine_opened',
  'clicked',
  'push_clicked',
  'unsubscribed',
  'complained',
  'converted',
  'tested',
  'carts_messaged',
  'carts_recovered',
  'winbacks_messaged',
  'winbacks_converted',
  'simulated_touches',
  // At the instant it was delivered, refused or given up.
  'sent',
  'bounced',
  'attempted',
  'arrived',
  'list_lost',
  // At the instant of the order it was credited with.
  'credit_cents',
  'email_credit_cents',
  'sms_credit_cents',
  'orders',
  'email_orders',
  'sms_orders',
  'won_orders',
  // Squares of what single orders brought: how much they differ.
  'credit_squares',
  'email_credit_squares',
  'sms_credit_squares',
  // At the instant a code was redeemed.
  'discount_cents',
  'discount_squares',
  // At the instant of the decision.
  'decisions',
  'actionable',
  'sent_to_review',
  'autonomous',
  'reviewed',
  'overridden',
  'review_ms',
  'tone_checked',
  'tone_kept',
  // The same, by where it stands.
  'outcome_in_review',
  'outcome_scheduled',
  'outcome_approved',
  'outcome_edited',
  'outcome_executed',
  'outcome_rejected',
  'outcome_blocked',
  'outcome_held_out',
  'outcome_skipped',
  'outcome_expired',
  'outcome_cancelled',
  'outcome_failed',
  // At the instant of a verdict.
  'verdicts',
  'review_work_ms',
  // At the instant somebody reported it.
  'breaches',
  // At the instant of any order, credited or not.
  'order_cents',
  'shop_orders',
  'first_orders',
  'second_orders',
  // What each order added to the square of its customer's lifetime value.
  'lifetime_squares',
  // A year after a customer's first order.
  'retention_due',
  'retained',
  // When a customer was first seen.
  'customers_met',
  'list_joined',
  // When a customer's stage changed.
  'churned',
  'returned',
  // When a campaign was launched, and a test won.
  'launches',
  'launch_ms',
  'launch_minute_squares',
  'tests_won',
  'test_ms',
  'test_minute_squares',
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

export type Ledger = Record<LedgerColumn, number>;

/** A ledger in which nothing was counted. */
export const NOTHING_COUNTED: Ledger = Object.freeze(
  Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, 0])) as Ledger,
);

/** Column by column, what both counted. */
export function addLedgers(one: Ledger, other: Ledger): Ledger {
  return Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, one[column] + other[column]])) as Ledger;
}

/** Columns that tell of the agents' work; a day on which only shoppers did something is no day of theirs. */
export const WORK_COLUMNS = ['decisions', 'sent', 'orders', 'breaches'] as const satisfies readonly LedgerColumn[];

/** Whether the agents did anything, or anything came of it. */
export function isAtWork(ledger: Ledger): boolean {
  return WORK_COLUMNS.some((column) => ledger[column] !== 0);
}

/**
 * Columns that count a part of what another column counts. A row of the ledger that counts for the part counts for the
 * whole, so that no share exceeds 1, over whichever days or decisions it is taken.
 */
export const WHOLE_OF = {
  opened: 'email_touches',
  machine_opened: 'email_touches',
  clicked: 'email_touches',
  push_clicked: 'push_touches',
  unsubscribed: 'touches',
  complained: 'touches',
  converted: 'touches',
  tested: 'touches',
  simulated_touches: 'touches',
  carts_recovered: 'carts_messaged',
  winbacks_converted: 'winbacks_messaged',
  bounced: 'sent',
  arrived: 'attempted',
  won_orders: 'orders',
  sent_to_review: 'actionable',
  autonomous: 'actionable',
  overridden: 'reviewed',
  tone_kept: 'tone_checked',
  outcome_in_review: 'decisions',
  outcome_scheduled: 'decisions',
  outcome_approved: 'decisions',
  outcome_edited: 'decisions',
  outcome_executed: 'decisions',
  outcome_rejected: 'decisions',
  outcome_blocked: 'decisions',
  outcome_held_out: 'decisions',
  outcome_skipped: 'decisions',
  outcome_expired: 'decisions',
  outcome_cancelled: 'decisions',
  outcome_failed: 'decisions',
  retained: 'retention_due',
} as const satisfies Partial<Record<LedgerColumn, LedgerColumn>>;

/** A column that counts a part of another one. */
export type PartColumn = keyof typeof WHOLE_OF;

/** The column that counts the decisions that stand so. */
export function outcomeColumn(outcome: Outcome): `outcome_${Outcome}` {
  return `outcome_${outcome}`;
}
