import type { ChannelId } from '../channels/channel';
import { isAssumed } from '../customers/assumed-consent';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { isUnconfirmed } from './confirmed-consent';
import { type ConsentRecord, consentFor, EVERYTHING, isImplied, MARKETING, type Said, wordOn } from './consent-record';
import { finding } from './guardrail';
import type { Finding } from './verdict';

/**
 * What of a customer's consent speaks against a channel as such, whatever the message says; null where it is welcome.
 * Agents ask before they propose, with the very checks that the guardrail makes after.
 */
export function unwelcomeOn(channel: ChannelId, snapshot: Snapshot, policy: Policy): Finding | null {
  const findings = [
    suppression(channel, snapshot),
    ...everythingStopped(channel, snapshot),
    optIn(channel, snapshot, policy),
    ...emailOnly(channel, snapshot),
  ];
  return findings.find(({ verdict }) => verdict === 'block') ?? null;
}

/** An explicit yes to this channel and purpose. */
export function optIn(channel: ChannelId, snapshot: Said, policy: Pick<Policy, 'consent'>): Finding {
  const latest = consentFor(snapshot, channel, MARKETING);
  const what = `${MARKETING} by ${channel}`;
  if (latest && isUnconfirmed(snapshot, channel, policy)) return unconfirmed(channel, latest);
  if (latest?.status === 'granted' && !isImplied(latest)) {
    const said = isAssumed(latest)
      ? `A yes to ${what} was assumed when the shop’s log was imported; the customer never said it.`
      : `The customer said yes to ${what}.`;
    const status = isAssumed(latest) ? 'assumed' : 'granted';
    return finding('consent.opt_in', 'pass', said, {
      measured: status,
      limit: 'granted',
      evidence: [`${status} ${latest.occurredAt} (${latest.source})`],
    });
  }
  const reason = !latest
    ? `The customer never said yes to ${what}.`
    : latest.status === 'granted'
      ? `Consent to ${what} is only implied; the customer never said yes.`
      : `The customer withdrew consent to ${what}.`;
  return finding('consent.opt_in', 'block', reason, {
    measured: latest ? (latest.status === 'granted' ? 'implied' : latest.status) : 'none',
    limit: 'granted',
    evidence: [latest ? `${latest.status} ${latest.occurredAt} (${latest.source})` : `no record for ${what}`],
    wouldPassIf: 'once the customer opts in',
  });
}

/** A yes that anybody may have said in the customer's name is none until it comes from their own address. */
function unconfirmed(channel: ChannelId, { occurredAt, source }: ConsentRecord): Finding {
  return finding(
    'consent.opt_in',
    'block',
    `The yes to ${channel} was not confirmed from the address itself: it counts for nothing yet.`,
    {
      measured: 'not confirmed',
      limit: 'confirmed',
      evidence: [`said ${occurredAt} (${source})`],
      wouldPassIf: 'once the customer confirms it',
    },
  );
}

/** A withdrawal of everything, said on any channel, holds on each until that one is granted again. */
export function everythingStopped(channel: ChannelId, snapshot: Said): Finding[] {
  const stopped = wordOn(snapshot, EVERYTHING);
  if (stopped?.status !== 'withdrawn') return [];
  const since = consentFor(snapshot, channel, MARKETING);
  const isReopened = since?.status === 'granted' && since.occurredAt > stopped.occurredAt;
  return [
    finding(
      'consent.everything',
      isReopened ? 'pass' : 'block',
      isReopened
        ? 'The customer stopped everything, and has said yes to this channel since.'
        : 'The customer stopped everything, on every channel.',
      {
        measured: isReopened ? 'granted since' : 'stopped',
        limit: 'granted since',
        evidence: [`everything withdrawn ${stopped.occurredAt} (${stopped.source})`],
        ...(!isReopened && { wouldPassIf: 'once the customer opts in to this channel again' }),
      },
    ),
  ];
}

/** The address is not on the suppression list. */
export function suppression(channel: ChannelId, snapshot: Said): Finding {
  const entry = snapshot.suppressed.find((row) => row.channel === channel);
  return entry
    ? finding('consent.suppression', 'block', `The address is on the suppression list (${entry.reason}).`, {
        measured: entry.reason,
        limit: 'not listed',
        evidence: [`${entry.channel}: ${entry.reason}`],
        wouldPassIf: 'with another address, or once the customer asks to be written to again',
      })
    : finding('consent.suppression', 'pass', 'The address is not on the suppression list.', {
        measured: 'not listed',
        limit: 'not listed',
      });
}

/** The finding on a wish, where it is in force; `said` is what proves it. */
export function kept(
  snapshot: Said,
  preference: string,
  look: (said: string, word: ConsentRecord) => Finding,
): Finding[] {
  const word = wordOn(snapshot, preference);
  return word?.status === 'granted' ? [look(`${preference} ${word.occurredAt} (${word.source})`, word)] : [];
}

/** The wish to be written to by e-mail alone, where it was stated. */
export function emailOnly(channel: ChannelId, snapshot: Snapshot): Finding[] {
  const ok = channel === 'email';
  return kept(snapshot, 'email_only', (said) =>
    finding('consent.email_only', ok ? 'pass' : 'block', 'The customer wants e-mail only.', {
      measured: channel,
      limit: 'email',
      evidence: [said],
      ...(!ok && { wouldPassIf: 'by e-mail' }),
    }),
  );
}
