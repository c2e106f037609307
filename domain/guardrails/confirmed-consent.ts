import type { ChannelId } from '../channels/channel';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { CONFIRMATION, consentFor, EVERYTHING, isImplied, type Ledger, MARKETING } from './consent-record';

type Rules = Pick<Policy, 'consent'>;
/** What was said, and by whom: some countries ask for more than a yes. */
export type Sayer = Ledger & { readonly customer: Pick<Snapshot['customer'], 'country'> };

/**
 * Whether a yes to a channel counts only once it was confirmed from the very address: as the policy says for the channel,
 * or for e-mail in the customer's country. A country that is not known counts as one of those listed.
 */
export function needsConfirmation(channel: ChannelId, country: string | null, { consent }: Rules): boolean {
  if (consent.confirmedChannels.includes(channel)) return true;
  if (channel !== 'email' || consent.confirmedCountries.length === 0) return false;
  return country === null || consent.confirmedCountries.includes(country.toUpperCase());
}

/** Whether the yes to a channel was confirmed from its address, and neither the channel nor everything was stopped since. */
export function isConfirmed(said: Ledger, channel: ChannelId): boolean {
  const confirmation = consentFor(said, channel, CONFIRMATION);
  if (confirmation?.status !== 'granted') return false;
  return !said.consent.some(
    (word) =>
      word.status === 'withdrawn' &&
      word.occurredAt > confirmation.occurredAt &&
      (word.purpose === EVERYTHING || (word.channel === channel && word.purpose === MARKETING)),
  );
}

/** Whether somebody said yes to a channel, and it counts for nothing until they confirm it. */
export function isUnconfirmed(said: Sayer, channel: ChannelId, policy: Rules): boolean {
  const word = consentFor(said, channel, MARKETING);
  if (word?.status !== 'granted' || isImplied(word)) return false;
  return needsConfirmation(channel, said.customer.country, policy) && !isConfirmed(said, channel);
}
