import type { AllowedDecision } from '@/domain/decisions/allowed';
import type { Candidate } from '@/domain/decisions/candidate';
import type { LookedAt } from '@/domain/decisions/looked-at';
import type { OfferFacts } from '@/domain/offers/offer-of-decision';

/** Who is written to; a row of `customer` fits. */
export type Recipient = {
  id: string;
  email: string | null;
  phone: string | null;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
  timezone: string | null;
  locale: string | null;
};

export type QueueInput = {
  decision: AllowedDecision;
  candidate: Candidate;
  offer: OfferFacts | null;
  customer: Recipient;
  /** The products and the name as they were when it was decided; null where that is not on record: as they are now. */
  lookedAt: LookedAt | null;
  /** Until when whoever approved it can take it back: nobody may claim the message before. */
  holdUntil?: Date | null;
};

export type PreviewInput = {
  candidate: Candidate;
  offer: OfferFacts | null;
  customerId: string;
  lookedAt: LookedAt | null;
};

/** A message as the customer would see it. `html` is null on channels that carry text alone. */
export type Preview = { subject: string | null; preheader: string | null; html: string | null; text: string };

/**
 * What one turn of the dispatcher did, in messages. `deferred`: not now, back in the queue for later. `remaining`:
 * the limit was reached, so more may be due. `resumeInMs`: something is due that a quota or a provider holds back for
 * about so long; null where nothing is.
 */
export type DispatchResult = {
  sent: number;
  cancelled: number;
  failed: number;
  deferred: number;
  unknown: number;
  remaining: boolean;
  resumeInMs: number | null;
};
