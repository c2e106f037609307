import type { Candidate } from '@/domain/decisions/candidate';

/** The decision a message is made for; a row of `decision` fits. */
export type DecisionFacts = {
  id: string;
  customerId: string;
  agentId: string;
  action: string | null;
  isSimulated: boolean;
};

/** The code that goes with the message; a row of `offer` fits. */
export type OfferFacts = { code: string; percentOff: number; expiresAt: Date };

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
  decision: DecisionFacts;
  candidate: Candidate;
  offer: OfferFacts | null;
  customer: Recipient;
};

export type PreviewInput = { candidate: Candidate; offer: OfferFacts | null; customerId: string };

/** A message as the customer would see it. `html` is null on channels that carry text alone. */
export type Preview = { subject: string | null; preheader: string | null; html: string | null; text: string };

/** What one turn of the dispatcher did, in messages. */
export type DispatchResult = { sent: number; cancelled: number; failed: number; deferred: number; unknown: number };
