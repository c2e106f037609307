/**
 * What is counted, per decision and instant. Every figure of the product is a sum over these columns: by range, by
 * day, or by decision, so that a tile, its chart and the decisions behind it cannot disagree.
 */
export const LEDGER_COLUMNS = [
  // At the instant a message was delivered (or shown).
  'touches',
  'email_touches',
  'sms_touches',
  'opened',
  'machine_opened',
  'clicked',
  'unsubscribed',
  'complained',
  'converted',
  'carts_messaged',
  'carts_recovered',
  'winbacks_messaged',
  'winbacks_converted',
  'simulated_touches',
  // At the instant it was delivered or refused.
  'sent',
  'bounced',
  // At the instant of the order.
  'credit_cents',
  'email_credit_cents',
  'sms_credit_cents',
  'orders',
  'email_orders',
  'sms_orders',
  // Squares of what single orders brought: how much they differ.
  'credit_squares',
  'email_credit_squares',
  'sms_credit_squares',
  // At the instant of the decision.
  'decisions',
  'actionable',
  'sent_to_review',
  'reviewed',
  'overridden',
  'review_ms',
  // At the instant somebody reported it.
  'breaches',
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

export type Ledger = Record<LedgerColumn, number>;

/**
 * Columns that count a part of what another column counts. A row of the ledger that counts for the part counts for the
 * whole, so that no share exceeds 1, over whichever days or decisions it is taken.
 */
export const WHOLE_OF = {
  opened: 'email_touches',
  machine_opened: 'email_touches',
  clicked: 'email_touches',
  unsubscribed: 'touches',
  complained: 'touches',
  converted: 'touches',
  simulated_touches: 'touches',
  carts_recovered: 'carts_messaged',
  winbacks_converted: 'winbacks_messaged',
  bounced: 'sent',
  sent_to_review: 'actionable',
  overridden: 'reviewed',
} as const satisfies Partial<Record<LedgerColumn, LedgerColumn>>;

/** A column that counts a part of another one. */
export type PartColumn = keyof typeof WHOLE_OF;
