import { whole } from '../figure';
import { section } from '../section';

/** How long before an order a message may lie to have had a part in it. */
export const AttributionPolicy = section(
  'Attribution',
  'How long before an order a message may lie to have had a part in it, and how long a decision’s outcome is waited for.',
  {
    cartDays: whole(
      7,
      1,
      90,
      'Days after a message about a cart within which an order counts as its outcome and can be credited to it.',
      'days',
      'Outcome of cart messages',
    ),
    otherDays: whole(
      30,
      1,
      90,
      'Days after any other message within which an order counts as its outcome and can be credited to it.',
      'days',
      'Outcome of other messages',
    ),
  },
);
