import type { ChannelId } from '../channels/channel';

/** Stored as a message's failure where the receiving server named a blocklist: it is about us, not about the receiver. */
export const BLOCKLISTED = 'blocklisted';

/** Public lists by name, and what servers write when one of theirs is the reason. */
const NAMES_A_LIST =
  /spamhaus|barracuda(?:central|\s*reputation)|spamcop|\bsorbs\b|surbl|uribl|abuseat|invaluement|cloudmark|\bdnsbl\b|\brbl\b|ipcheck\.proofpoint|\bs3[1-2][45]0\b|(?:black|block|deny)[ -]?list/i;

/** Code of a refusal as it is stored: what names a blocklist goes by one name, whichever way it was told. */
export function failureCode(channel: ChannelId, { code, reason }: { code: string; reason: string }): string {
  return channel === 'email' && NAMES_A_LIST.test(reason) ? BLOCKLISTED : code.slice(0, 64);
}
