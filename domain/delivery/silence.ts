import { DAY } from '../shared/time';

/**
 * How long the provider's word on a message is waited for (24 h). Afterwards one that it accepted counts as delivered,
 * and one that it may or may not have counts as sent: neither is ever sent again.
 */
export const WORD_WITHIN_MS = DAY;

/** Marks a message of unknown fate that nobody waits for any more. */
export const ASSUMED_SENT = {
  code: 'assumed_sent',
  reason: 'No word of it came within 24 hours: it counts as sent, and is not sent again.',
} as const;
