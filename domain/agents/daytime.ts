import type { Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { clockText, isZone } from '../shared/zone';
import { leavesAt } from './leaves-at';

/** When a message leaves, and why then where that is later than it could. */
export type Moment = { readonly at: Date; readonly moved: Reason | null };

/**
 * The first moment from `from` on at which it is day for the customer (their zone, else the workspace's; the hours of
 * the policy's quiet hours). No law wants it of e-mail, good manners do.
 */
export function byDay(from: Date, snapshot: Snapshot, policy: Policy): Moment {
  const { customer, workspace } = snapshot;
  const own = customer.timezone && isZone(customer.timezone) ? customer.timezone : null;
  const zone = own ?? workspace.timezone;
  const { from: opens, to: closes } = policy.quietHours;
  if (opens >= closes || !isZone(zone)) return { at: from, moved: null };
  const at = leavesAt(from, zone, { from: opens, to: closes });
  if (at.getTime() === from.getTime()) return { at, moved: null };
  const where = own ? 'in the customer’s own zone' : 'in the workspace’s zone, as the customer’s is not known';
  return {
    at,
    moved: {
      text: `It could leave at ${clockText(from, zone)} ${where}; it waits for the day, until ${clockText(at, zone)}.`,
      factor: 'daytime',
      value: opens,
    },
  };
}
