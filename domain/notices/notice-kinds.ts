/**
 * What people are told outside of the product. `urgent`: a review whose target time is nearly over, or over.
 * `high_value`: a review of much expected value. `sales`: a customer whose lifetime value is the sales team's concern.
 */
export const NOTICE_KINDS = ['urgent', 'high_value', 'sales'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** How each kind is called where people choose. */
export const NOTICE_KIND_NAMES: Readonly<Record<NoticeKind, string>> = {
  urgent: 'Reviews that are nearly late, or late',
  high_value: 'Reviews of high expected value',
  sales: 'Customers for the sales team',
};
