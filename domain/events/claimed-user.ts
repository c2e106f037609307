import type { ValidEvent } from './event';

/** Where the userId stands that a browser named without proof. */
export const CLAIMED_USER = 'claimedUserId';

/**
 * The event as a key that every visitor can read may tell it: of the visitor's own anonymousId. Whoever else it names
 * is set aside in its context, for people to see and for nothing to be decided by: else anybody who knows a customer's
 * id could change their address, withdraw their consent, or be shown what is theirs. Null for an event of a userId alone.
 */
export function asVisitor(event: ValidEvent): ValidEvent | null {
  if (!event.userId) return event;
  if (!event.anonymousId || event.type === 'alias') return null;
  return { ...event, userId: null, context: { ...event.context, [CLAIMED_USER]: event.userId } };
}
