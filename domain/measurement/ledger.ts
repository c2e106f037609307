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
  // At the instant of the decision.
  'decisions',
  'actionable',
  'sent_to_review',
  'reviewed',
  'overridden',
  'review_ms',
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

export type Ledger = Record<LedgerColumn, number>;
