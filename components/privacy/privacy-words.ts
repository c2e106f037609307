import type { Tone } from '@/components/ui/badge';
import type { IdentifierKind, Regime, RequestKind, RequestStatus, RequestView } from '@/domain/privacy/request';

/** What a person can ask, and what doing it means. */
export const KIND_WORDS: Record<RequestKind, { label: string; hint: string; does: string }> = {
  access: {
    label: 'Access',
    hint: 'A copy of everything kept about the person.',
    does: 'The rows of every table are counted for the certificate. Download the copy and hand it to the person.',
  },
  portability: {
    label: 'Portability',
    hint: 'A copy of what the person or the shop told, in a form a machine can read.',
    does: 'The rows of every table are counted for the certificate. Download the copy and hand it to the person.',
  },
  erasure: {
    label: 'Erasure',
    hint: 'To be forgotten: erased in every table, and not brought back by a late event.',
    does: 'Everything that tells who the person is will be erased, in every table. What waits to be sent is cancelled, and no late event or file brings them back. It cannot be undone.',
  },
  opt_out_of_sale: {
    label: 'Opt-out of sale',
    hint: 'Their data may not be sold or shared.',
    does: 'The opt-out is written into the consent ledger.',
  },
  opt_out_of_marketing: {
    label: 'Opt-out of marketing',
    hint: 'No more marketing, on any channel.',
    does: 'Consent to marketing is withdrawn on every channel, and what waits to be sent is cancelled.',
  },
};

/** Whose clock runs. */
export const REGIME_WORDS: Record<Regime, { label: string; hint: string }> = {
  gdpr: { label: 'GDPR', hint: 'European Union, United Kingdom: one month' },
  ccpa: { label: 'CCPA', hint: 'California: 45 days; opt-outs 10 to 15 business days' },
  casl: { label: 'CASL and PIPEDA', hint: 'Canada: 30 days; opt-out of marketing 10 business days' },
  can_spam: { label: 'CAN-SPAM', hint: 'United States: opt-out of marketing 10 business days' },
};

export const STATUS_WORDS: Record<RequestStatus, { label: string; tone: Tone }> = {
  received: { label: 'Received', tone: 'info' },
  verified: { label: 'Identity verified', tone: 'info' },
  running: { label: 'Being done', tone: 'warn' },
  done: { label: 'Done', tone: 'good' },
  refused: { label: 'Refused', tone: 'neutral' },
};

export const VIEW_WORDS: Record<RequestView, string> = {
  open: 'Open',
  overdue: 'Overdue',
  ended: 'Ended',
  all: 'All',
};

export const IDENTIFIER_WORDS: Record<IdentifierKind, { label: string; placeholder: string }> = {
  email: { label: 'E-mail address', placeholder: 'ada@example.com' },
  phone: { label: 'Telephone number', placeholder: '+44 7700 900123' },
  external: { label: 'Customer id of the shop', placeholder: 'C-1024' },
};

const SOURCES: Record<string, string> = { 'by hand': 'Written down by hand', 'events-api': 'Came as an event' };

/** How a request came. */
export function sourceWords(source: string): string {
  return SOURCES[source] ?? source;
}
