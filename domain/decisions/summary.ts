import { actionKind } from '../agents/agent-cards';
import { moneyText } from '../shared/money-text';
import { plural } from '../shared/plural';
import type { Candidate } from './candidate';
import type { Snapshot } from './snapshot';

const CHANNEL_WORDS: Record<Candidate['channel'], string> = {
  email: 'e-mail',
  sms: 'SMS',
  whatsapp: 'WhatsApp message',
  push: 'push message',
  web: 'message on the shop’s pages',
};

/**
 * What is proposed, in one sentence that names no person and stays true whatever becomes of it: "Send an e-mail about a
 * cart of $120.00, with 20% off for 48 hours."
 */
export function summaryOf(candidate: Candidate, snapshot: Snapshot): string {
  const article = candidate.channel === 'email' || candidate.channel === 'sms' ? 'an' : 'a';
  return `Send ${article} ${CHANNEL_WORDS[candidate.channel]} ${purpose(candidate, snapshot)}${offerText(candidate)}.`;
}

function purpose(candidate: Candidate, snapshot: Snapshot): string {
  if (candidate.purpose) return candidate.purpose;
  const { currency } = snapshot.workspace;
  if (snapshot.cart && actionKind(candidate.action) === 'cart') {
    return `about a cart of ${moneyText(snapshot.cart.valueCents, currency)}`;
  }
  const { lifetimeValueCents } = snapshot.customer;
  if (lifetimeValueCents <= 0) return 'to win back a customer who has not ordered yet';
  return `to win back a customer worth ${moneyText(lifetimeValueCents, currency)} so far`;
}

function offerText(candidate: Candidate): string {
  if (!candidate.offer) return '';
  const { percentOff, validHours } = candidate.offer;
  const span = validHours % 24 === 0 && validHours > 48 ? plural(validHours / 24, 'day') : plural(validHours, 'hour');
  return `, with ${percentOff}% off for ${span}`;
}
