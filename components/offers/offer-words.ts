import type { Tone } from '@/components/ui/badge';
import type { LEDGER_KINDS } from '@/domain/offers/discount-ledger';
import type { OfferStatus } from '@/domain/offers/offer-status';

/** Where an offer stands, in a word and its colour. */
export const STATUS_WORDS: Record<OfferStatus, { label: string; tone: Tone }> = {
  proposed: { label: 'Waits for approval', tone: 'warn' },
  upcoming: { label: 'Begins later', tone: 'info' },
  in_force: { label: 'In force', tone: 'good' },
  paused: { label: 'Paused before the cap', tone: 'warn' },
  ended: { label: 'Ended', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'bad' },
  declined: { label: 'Declined', tone: 'neutral' },
};

/** Where an offer stands that was taken back by who proposed it. */
export const WITHDRAWN: (typeof STATUS_WORDS)[OfferStatus] = { label: 'Taken back', tone: 'neutral' };

/** What a row of the ledger is. */
export const KIND_WORDS: Record<(typeof LEDGER_KINDS)[number], string> = {
  opening: 'Opening',
  reserve: 'Reserved',
  settle: 'Settled',
  release: 'Released',
  overrun: 'Overrun',
};
