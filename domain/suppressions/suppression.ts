import type { ChannelId } from '../channels/channel';
import { normaliseEmail, normalisePhone } from '../customers/address';

/** Why an address must not be written to. */
export const SUPPRESSION_REASONS = ['unsubscribed', 'hard_bounce', 'complaint', 'manual', 'legal', 'erased'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Reasons a person can give; that somebody was erased only their erasure says. */
export const REASONS_BY_HAND = ['manual', 'unsubscribed', 'hard_bounce', 'complaint', 'legal'] as const;

/** Reasons that outweigh the others: an entry with one takes the right to override to be taken off. */
export const PROTECTED_REASONS: readonly SuppressionReason[] = ['complaint', 'legal', 'erased'];

/** Channels on which an address of one kind is written to. */
export const SUPPRESSED_CHANNELS = ['email', 'sms', 'whatsapp'] as const satisfies readonly ChannelId[];
export type SuppressedChannel = (typeof SUPPRESSED_CHANNELS)[number];

/** Whether taking an entry with this reason off the list takes the right to override; unknown reasons do. */
export function isProtected(reason: string): boolean {
  const known = SUPPRESSION_REASONS.find((each) => each === reason);
  return known === undefined || PROTECTED_REASONS.includes(known);
}

/** An address as the list may hold it: what it is written to by, and the spellings it may be kept under. */
export type ListedAddress = { readonly channels: readonly SuppressedChannel[]; readonly spellings: readonly string[] };

/**
 * Reads an e-mail address or telephone number as somebody types it; null for what is neither. A number rings for SMS and
 * WhatsApp alike, and shops tell it with or without its plus.
 */
export function readAddress(text: string): ListedAddress | null {
  const email = normaliseEmail(text);
  if (email) return { channels: ['email'], spellings: [email] };
  const digits = normalisePhone(text)?.replace(/^\+/, '');
  return digits ? { channels: ['sms', 'whatsapp'], spellings: [`+${digits}`, digits] } : null;
}
