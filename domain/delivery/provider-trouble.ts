import type { ChannelId } from '../channels/channel';
import { CHANNEL_NAMES } from '../channels/channel-ids';
import type { TemplateStatus } from '../channels/whatsapp-template';
import { after, MINUTE } from '../shared/time';
import { type Circuit, stateOf } from './circuit';

/** Something about a provider that waiting does not mend, or not soon. `key` names it as long as it lasts. */
export type ProviderTrouble = { key: string; channel: ChannelId; words: string };

/** What is known of one channel's provider. */
export type ChannelFacts = {
  channel: ChannelId;
  /** What the provider is called. */
  provider: string;
  gate:
    | (Circuit & { closedUntil: Date | null; lastFailureCode: string | null; lastFailureReason: string | null })
    | null;
  /** Why the product itself stopped the channel; null where it did not. */
  stopped: string | null;
  /** Why its templates could not be read; null where they could. */
  templatesProblem: string | null;
  /** Templates that speak for a message. */
  templates: readonly { id: string; name: string; status: TemplateStatus }[];
};

/** Openings of the circuit breaker without a success between, from which on it is no hiccup. */
const LASTING_AFTER = 2;
/** A rest beyond this is asked for when an allowance is used up, or opens where the account is refused. */
const LONG_REST = 10 * MINUTE;

const TEMPLATE_WORDS: Partial<Record<TemplateStatus, string>> = {
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
};

/** All that is wrong with a channel's provider now. */
export function troublesOf(facts: ChannelFacts, now: Date): ProviderTrouble[] {
  const { channel, provider, gate, stopped, templatesProblem, templates } = facts;
  const name = CHANNEL_NAMES[channel];
  const found: [string, string][] = [];
  if (gate && isNotSending(gate, now)) {
    const why = gate.lastFailureReason ? ` ${gate.lastFailureReason} (${gate.lastFailureCode ?? 'no code'}).` : '';
    found.push(['circuit', `${name}: ${provider} takes no messages.${why}`]);
  } else if (gate?.closedUntil && gate.closedUntil > after(now, LONG_REST)) {
    found.push(['quota', `${name}: ${provider} has had as many messages as it takes for now, and asked to wait.`]);
  }
  if (stopped !== null) found.push(['stopped', `${name} is stopped until somebody has looked. ${stopped}`]);
  if (templatesProblem !== null) found.push(['templates', `${name}: templates cannot be read. ${templatesProblem}`]);
  for (const template of templates) {
    const word = TEMPLATE_WORDS[template.status];
    if (word) found.push([`template:${template.id}`, `${name} has ${word} the template “${template.name}”.`]);
  }
  return found.map(([what, words]) => ({ key: `${channel}:${what}`, channel, words: words.slice(0, 1_000) }));
}

function isNotSending(gate: Circuit, now: Date): boolean {
  if (stateOf(gate, now) === 'closed') return false;
  return gate.opened >= LASTING_AFTER || (gate.openUntil !== null && gate.openUntil > after(now, LONG_REST));
}
