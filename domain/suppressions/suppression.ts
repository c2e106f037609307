import type { ChannelId } from '../channels/channel';
import { normaliseEmail, telephone } from '../customers/address';

/** Why an address must not be written to. */
export const SUPPRESSION_REASONS = ['unsubscribed', 'hard_bounce', 'complaint', 'manual', 'legal', 'erased'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Reasons a person can give; that somebody was erased only their erasure says. */
export const REASONS_BY_HAND = ['manual', 'unsubscribed', 'hard_bounce', 'complaint', 'legal'] as const;

/** Reasons that outweigh the others: an entry with one takes the right to override to be taken off. */
export const PROTECTED_REASONS: readonly SuppressionReason[] = ['complaint', 'legal', 'erased'];

/**
 * How much a reason weighs: an entry with a lesser one takes that of a weightier one. What a person asked for by law and
 * what harms a sender is not taken back by the address being opened again; an erasure outlives everything.
 */
export function weightOf(reason: SuppressionReason): number {
  if (reason === 'erased') return 2;
  return PROTECTED_REASONS.includes(reason) ? 1 : 0;
}

/** Whether words hold an address, in whatever spelling: the list and the audit log outlive the person, and must not. */
export function givesAway(words: string, address: string): boolean {
  const said = words.toLowerCase();
  const digits = said.replace(/[\s().\-/]/g, '');
  return [address, address.replace(/^\+/, '')].some((each) => said.includes(each) || digits.includes(each));
}

/** Channels on which an address of one kind is written to. */
export const SUPPRESSED_CHANNELS = ['email', 'sms', 'whatsapp'] as const satisfies readonly ChannelId[];
export type SuppressedChannel = (typeof SUPPRESSED_CHANNELS)[number];

/** Whether taking an entry with this reason off the list takes the right to override; unknown reasons do. */
export function isProtected(reason: string): boolean {
  const known = SUPPRESSION_REASONS.find((each) => each === reason);
  return known === undefined || PROTECTED_REASONS.includes(known);
}

/** An address as the list holds it, and the channels it is written to by. */
export type ListedAddress = { readonly channels: readonly SuppressedChannel[]; readonly address: string };

/**
 * Reads an e-mail address or telephone number as somebody types it; null for what is neither. A number rings for SMS and
 * WhatsApp alike, and shops tell it with or without its plus.
 */
export function readAddress(text: string): ListedAddress | null {
  const email = normaliseEmail(text);
  if (email) return { channels: ['email'], address: email };
  const phone = telephone(text);
  return phone ? { channels: ['sms', 'whatsapp'], address: phone } : null;
}
