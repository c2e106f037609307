import { DAY } from '../shared/time';
import { ATTRIBUTION_WINDOW } from './attribute';

/** The longest that any touch may lie before an order. */
export const LONGEST_WINDOW = 30 * DAY;

/** How long before an order a touch may lie to be on the way to it: a week for carts, 30 days for all else. */
export function modelWindow(action: string | null): number {
  return action?.startsWith('cart_') ? ATTRIBUTION_WINDOW : LONGEST_WINDOW;
}
