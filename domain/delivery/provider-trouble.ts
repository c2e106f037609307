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
  /** Why its templates could not be read, how often in a row, and whether it refused the account; null where they could. */
  templatesProblem: { words: string; failures: number; isRefused: boolean } | null;
  /**
   * Templates that speak for a message; `unfit`: why they cannot whatever their status, as `whyUnfit` has it;
   * `wasApproved`: they could at some time.
   */
  templates: readonly {
    id: string;
    name: string;
    status: TemplateStatus;
    unfit: string | null;
    wasApproved: boolean;
  }[];
};

/** Openings of the circuit breaker without a success between, from which on it is no hiccup. */
const LASTING_AFTER = 2;
/** A rest beyond this is asked for when an allowance is used up, or opens where the account is refused. */
const LONG_REST = 10 * MINUTE;
/** Reads of the templates that failed in a row, from which on it is no hiccup. */
const UNREAD_AFTER = 2;

const TEMPLATE_WORDS: Partial<Record<TemplateStatus, string>> = {
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'disabled',
};

/** All that is wrong with a channel's provider now. `open`: keys of those that were found before and lasted. */
export function troublesOf(facts: ChannelFacts, open: ReadonlySet<string>, now: Date): ProviderTrouble[] {
  const { channel, provider, gate, stopped, templatesProblem, templates } = facts;
  const name = CHANNEL_NAMES[channel];
  const found: [string, string][] = [];
  const isOpen = (what: string) => open.has(`${channel}:${what}`);
  if (gate && isNotSending(gate, isOpen('circuit'), now)) {
    const why = gate.lastFailureReason ? ` ${gate.lastFailureReason} (${gate.lastFailureCode ?? 'no code'}).` : '';
    found.push(['circuit', `${name}: ${provider} takes no messages.${why}`]);
  } else if (gate?.closedUntil && gate.closedUntil > (isOpen('quota') ? now : after(now, LONG_REST))) {
    found.push(['quota', `${name}: ${provider} has had as many messages as it takes for now, and asked to wait.`]);
  }
  if (stopped !== null) found.push(['stopped', `${name} is stopped until somebody has looked. ${stopped}`]);
  if (templatesProblem && (templatesProblem.isRefused || templatesProblem.failures >= UNREAD_AFTER)) {
    found.push(['templates', `${name}: templates cannot be read. ${templatesProblem.words}`]);
  }
  for (const { id, name: template, status, unfit, wasApproved } of templates) {
    const word = TEMPLATE_WORDS[status];
    if (status === 'pending' && wasApproved) {
      found.push([`template:${id}`, `${name} looks at the template “${template}” again: it is not sent until then.`]);
    } else if (word) found.push([`template:${id}`, `${name} has ${word} the template “${template}”.`]);
    else if (unfit) found.push([`template:${id}`, `${name}: the template “${template}” is not sent. ${unfit}`]);
  }
  return found.map(([what, words]) => ({ key: `${channel}:${what}`, channel, words: words.slice(0, 1_000) }));
}

/** A circuit that opened more than once, or for a long rest; once that is known, until it closes, whatever is left of it. */
function isNotSending(gate: Circuit, isKnown: boolean, now: Date): boolean {
  if (stateOf(gate, now) === 'closed') return false;
  const isLong = gate.openUntil !== null && gate.openUntil > after(now, LONG_REST);
  return isKnown || gate.opened >= LASTING_AFTER || isLong;
}
