/** Columns of a shop's log in the format of the UCI "Online Retail" set: one line an article of an invoice. */
export const SHOP_LOG_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
] as const;

/** What became of a line. Each line of a log has exactly one outcome; those up to `returned_in_part` were used. */
export const LINE_OUTCOMES = [
  'sold',
  'returned',
  'returned_in_part',
  'no_customer',
  'not_a_product',
  'no_price',
  'negative_price',
  'bad_quantity',
  'unmatched_return',
  'adjustment',
  'unreadable',
] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];
/** Outcomes of lines that became part of an event; all others are counted and left out. */
export const USED_OUTCOMES: readonly LineOutcome[] = ['sold', 'returned', 'returned_in_part'];

/** What each outcome means, for people. */
export const LINE_OUTCOME_TEXT: Record<LineOutcome, string> = {
  sold: 'Sold: part of an order',
  returned: 'Returned: refund of an earlier order',
  returned_in_part: 'Returned, but more than the log shows as bought: the part bought was refunded',
  no_customer: 'No customer id: nobody to decide for',
  not_a_product: 'Postage, fees, discounts and corrections by hand, samples: not a product',
  no_price: 'Price of zero: a gift, a sample or a stock correction',
  negative_price: 'Negative price',
  bad_quantity: 'Quantity that does not fit the invoice',
  unmatched_return: 'Return of something the log does not show as bought before',
  adjustment: 'Bad-debt adjustment (invoice number A...)',
  unreadable: 'Number or date that cannot be read',
};

/** Largest file an import takes, in bytes. */
export const MAX_LOG_BYTES = 512 * 1024 * 1024;
