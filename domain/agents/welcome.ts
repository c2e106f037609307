import type { ChannelId } from '../channels/channel';
import type { Reason } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { unwelcomeOn } from '../guardrails/channel-consent';
import type { Policy } from '../policies/policy';
import type { Proposal } from './agent';

/** The road that is not taken: whose it is, and by which channel. */
type Road = { agentId: string; action: string; channel: ChannelId; label: string };

/**
 * Why an agent makes no candidate for a channel on which an address is known: consent missing or refused, the address
 * suppressed. Null where the customer may be written to.
 */
export function whyUnwelcome(channel: ChannelId, snapshot: Snapshot, policy: Policy): Reason | null {
  const against = unwelcomeOn(channel, snapshot, policy);
  return against && { text: against.reason, factor: against.rule, value: channel };
}

/** Nothing is proposed, and the record says which road was excluded and why. */
export function excluded(road: Road, why: Reason): Proposal {
  const unknown = { percentOff: null, probability: null, expectedValueCents: null, propensity: null };
  return { candidates: [], considered: [{ ...road, ...unknown, whyNot: why.text }], reasons: [why] };
}
