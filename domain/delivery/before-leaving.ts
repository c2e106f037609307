import { ALLOWED_TO_SEND, type Outcome } from '../decisions/outcome';

/** What is known of a queued message at the moment it is about to leave. */
export type LeavingFacts = {
  outcome: Outcome;
  /** The address is on the suppression list. */
  isSuppressed: boolean;
  /** The customer's last word on this channel was no. */
  isConsentWithdrawn: boolean;
  /** The code in the message, where it has one. */
  offer: { status: string; expiresAt: Date } | null;
  now: Date;
};

/** A reason not to send any more, in a word for machines and in words for people. */
export type Stopped = { code: string; reason: string };

/**
 * What has changed in the world since the decision that ends it, before any guardrail is asked again; null when
 * nothing has. The gravest comes first.
 */
export function changedSince(facts: LeavingFacts): Stopped | null {
  if (!ALLOWED_TO_SEND.includes(facts.outcome)) {
    return { code: 'not_allowed', reason: `The decision is ${facts.outcome.replaceAll('_', ' ')}.` };
  }
  if (facts.isSuppressed) return { code: 'suppressed', reason: 'The address is on the suppression list.' };
  if (facts.isConsentWithdrawn) return { code: 'consent_withdrawn', reason: 'The customer has withdrawn consent.' };
  if (facts.offer && (facts.offer.status !== 'live' || facts.offer.expiresAt <= facts.now)) {
    return { code: 'offer_over', reason: 'The discount code in the message is no longer valid.' };
  }
  return null;
}
