/**
 * The slots a writer may use. The first name is filled at rendering and never earlier; the others are facts of the
 * decision and filled when it is made, so that guardrails judge the real figures.
 */
export const COPY_SLOTS = ['customer.first_name', 'offer.percent_off', 'cart.item_count', 'cart.value'] as const;
export type CopySlot = (typeof COPY_SLOTS)[number];

/** What each slot stands for, for whoever writes. */
export const SLOT_MEANINGS: Record<CopySlot, string> = {
  'customer.first_name': 'first name of the customer',
  'offer.percent_off': 'percentage of the discount, a number without the % sign',
  'cart.item_count': 'how many items are in the cart, as "1 item" or "3 items"',
  'cart.value': 'value of the cart with its currency',
};
