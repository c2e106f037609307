import { moneyText } from '../shared/money-text';
import type { Candidate } from './candidate';
import type { FirstOutcome } from './decided';
import type { Snapshot } from './snapshot';

const CHANNEL_WORDS: Record<Candidate['channel'], string> = {
  email: 'e-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp message',
  push: 'push message',
  web: 'message on the shop’s pages',
};

const OUTCOME_WORDS: Record<Exclude<FirstOutcome, 'skipped'>, string> = {
  held_out: 'Held out',
  blocked: 'Blocked',
  in_review: 'Waits for a person',
  scheduled: 'Goes out by itself',
};

/** One sentence on what is proposed and one on where it stands; names no person. */
export function summaryOf(
  candidate: Candidate,
  snapshot: Snapshot,
  outcome: Exclude<FirstOutcome, 'skipped'>,
  why: string,
): string {
  const state = why ? `${OUTCOME_WORDS[outcome]}: ${lowerFirst(why)}` : `${OUTCOME_WORDS[outcome]}.`;
  return `${proposalText(candidate, snapshot)} ${state}`;
}

/** "Send an e-mail about a cart of $120.00, with 20 % off for 48 hours." */
export function proposalText(candidate: Candidate, snapshot: Snapshot): string {
  const article = candidate.channel === 'email' || candidate.channel === 'sms' ? 'an' : 'a';
  return `Send ${article} ${CHANNEL_WORDS[candidate.channel]} ${purpose(candidate, snapshot)}${offerText(candidate)}.`;
}

function purpose(candidate: Candidate, snapshot: Snapshot): string {
  if (candidate.purpose) return candidate.purpose;
  const { currency } = snapshot.workspace;
  if (snapshot.cart && candidate.action.startsWith('cart_')) {
    return `about a cart of ${moneyText(snapshot.cart.valueCents, currency)}`;
  }
  const value = moneyText(snapshot.customer.lifetimeValueCents, currency);
  return `to win back a customer worth ${value} so far`;
}

function offerText(candidate: Candidate): string {
  if (!candidate.offer) return '';
  const { percentOff, validHours } = candidate.offer;
  const span = validHours % 24 === 0 && validHours > 48 ? `${validHours / 24} days` : `${validHours} hours`;
  return `, with ${percentOff} % off for ${span}`;
}

function lowerFirst(text: string): string {
  // Names and abbreviations keep their capital.
  return /^[A-Z][a-z]/.test(text) && !/^(CAN|GDPR|CASL|VIP)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}
