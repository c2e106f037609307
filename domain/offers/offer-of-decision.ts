import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { coveringOfferPolicy } from '../guardrails/financial';
import { after, HOUR } from '../shared/time';
import { slotsIn } from '../templates/slots';

/** The code that goes with a message, as it speaks of it; a row of `offer` fits. */
export type OfferFacts = { code: string; percentOff: number; expiresAt: Date };

/** The code a candidate asks for, paid by the approved budget that covers it, where there is one. */
export function offerOf(decisionId: string, customerId: string, candidate: Candidate, snapshot: Snapshot) {
  if (!candidate.offer) return [];
  return [
    {
      decisionId,
      customerId,
      percentOff: candidate.offer.percentOff,
      maxCostCents: candidate.offer.maxCostCents,
      expiresAt: after(new Date(candidate.sendAt), candidate.offer.validHours * HOUR),
      offerPolicyId: coveringOfferPolicy(candidate, snapshot)?.id ?? null,
    },
  ];
}

/** The code a message speaks of: its own new one, else the one the customer already holds. */
export function offerInWords(candidate: Candidate, issued: OfferFacts | null, snapshot: Snapshot): OfferFacts | null {
  if (issued) return issued;
  const { headline, paragraphs, subject, preheader } = candidate.content;
  const speaksOfCode = [subject, preheader, headline, ...paragraphs].some((text) =>
    slotsIn(text).some((slot) => slot.startsWith('offer.')),
  );
  const held = speaksOfCode ? snapshot.liveOffers.find((offer) => offer.expiresAt > candidate.sendAt) : undefined;
  return held ? { code: held.code, percentOff: held.percentOff, expiresAt: new Date(held.expiresAt) } : null;
}
