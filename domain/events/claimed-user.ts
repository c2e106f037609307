import { CONFIRMATION } from '../guardrails/consent-record';
import { consentsOf } from './consent';
import type { EventProblem, ValidEvent } from './event';

/** Where the userId stands that a browser named without proof. */
export const CLAIMED_USER = 'claimedUserId';

/** What is left of an event that a visitor told, or why nothing is. */
export type OfVisitor = { ok: true; event: ValidEvent } | { ok: false; problem: EventProblem };

const UNPROVEN_USER: EventProblem = {
  code: 'unproven_user',
  field: 'userId',
  message: 'A browser’s key speaks for an anonymousId; what is about a userId alone, send with a server’s key.',
};

const UNPROVEN_CONFIRMATION: EventProblem = {
  code: 'unproven_confirmation',
  field: 'purpose',
  message: 'A browser’s key cannot confirm an opt-in; what was confirmed from the address, send with a server’s key.',
};

/**
 * The event as a key that every visitor can read may tell it: of the visitor's own anonymousId. Whoever else it names
 * is set aside in its context, for people to see and for nothing to be decided by: else anybody who knows a customer's
 * id could change their address, withdraw their consent, or be shown what is theirs. Refused are events of a userId
 * alone, and a confirmed opt-in: who types somebody else's address could say that its owner confirmed.
 */
export function asVisitor(event: ValidEvent): OfVisitor {
  if (consentsOf(event).statements.some(({ purpose }) => purpose === CONFIRMATION)) {
    return { ok: false, problem: UNPROVEN_CONFIRMATION };
  }
  if (!event.userId) return { ok: true, event };
  if (!event.anonymousId || event.type === 'alias') return { ok: false, problem: UNPROVEN_USER };
  const context = { ...event.context, [CLAIMED_USER]: event.userId };
  return { ok: true, event: { ...event, userId: null, context } };
}
