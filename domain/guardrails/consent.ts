import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { DAY } from '../shared/time';
import { consentFor, EVERYTHING, isImplied, wordOn } from './consent-record';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { topicOf } from './message-topic';
import { firstRoom, mostTaken } from './rolling-window';
import type { Finding } from './verdict';

/** Consent: the customer said yes to this channel and purpose, and every wish they stated is kept. */
export const consent: Guardrail = {
  id: 'consent',
  description: 'Explicit opt-in per channel and purpose, the suppression list, and the customer’s own preferences.',
  check(candidate, snapshot, policy) {
    return verdictOf('consent', [
      optIn(candidate, snapshot, policy),
      ...everythingStopped(candidate, snapshot, policy),
      suppression(candidate, snapshot),
      ...preferences(candidate, snapshot),
    ]);
  },
};

function optIn(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { purpose } = policy.consent;
  const latest = consentFor(snapshot, candidate.channel, purpose);
  const what = `${purpose} by ${candidate.channel}`;
  if (latest?.status === 'granted' && !isImplied(latest)) {
    return finding('consent.opt_in', 'pass', `The customer said yes to ${what}.`, {
      measured: 'granted',
      limit: 'granted',
      evidence: [`granted ${latest.occurredAt} (${latest.source})`],
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

/** A withdrawal of everything, said on any channel, holds on each until that one is granted again. */
function everythingStopped(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const stopped = wordOn(snapshot, EVERYTHING);
  if (stopped?.status !== 'withdrawn') return [];
  const since = consentFor(snapshot, candidate.channel, policy.consent.purpose);
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

function suppression(candidate: Candidate, snapshot: Snapshot): Finding {
  const entry = snapshot.suppressed.find((row) => row.channel === candidate.channel);
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

function preferences(candidate: Candidate, snapshot: Snapshot): Finding[] {
  return [
    ...kept(snapshot, 'email_only', (said) => emailOnly(candidate, said)),
    ...kept(snapshot, 'product_updates_only', (said) => productUpdatesOnly(candidate, said)),
    ...kept(snapshot, 'weekly_digest', (said) => weekly(candidate, snapshot, said)),
  ];
}

/** The finding on a wish, where it is in force; `said` is what proves it. */
function kept(snapshot: Snapshot, preference: string, look: (said: string) => Finding): Finding[] {
  const word = wordOn(snapshot, preference);
  return word?.status === 'granted' ? [look(`${preference} ${word.occurredAt} (${word.source})`)] : [];
}

function emailOnly(candidate: Candidate, said: string): Finding {
  const ok = candidate.channel === 'email';
  return finding('consent.email_only', ok ? 'pass' : 'block', 'The customer wants e-mail only.', {
    measured: candidate.channel,
    limit: 'email',
    evidence: [said],
    ...(!ok && { wouldPassIf: 'by e-mail' }),
  });
}

function productUpdatesOnly(candidate: Candidate, said: string): Finding {
  const topic = topicOf(candidate);
  const ok = topic === 'product update';
  return finding(
    'consent.product_updates_only',
    ok ? 'pass' : 'block',
    'The customer wants product updates only, no promotions and no reminders.',
    {
      measured: topic,
      limit: 'product update',
      evidence: [said],
      ...(!ok && { wouldPassIf: 'with news about products and no discount' }),
    },
  );
}

function weekly(candidate: Candidate, snapshot: Snapshot, said: string): Finding {
  const span = 7 * DAY;
  const sendAt = Date.parse(candidate.sendAt);
  const taken = snapshot.touches.map((touch) => ({ at: Date.parse(touch.at), cost: 1 })).sort((a, b) => a.at - b.at);
  const near = taken.filter(({ at }) => at > sendAt - span && at < sendAt + span);
  const isFree = mostTaken(taken, sendAt, span) === 0;
  return finding(
    'consent.weekly_digest',
    isFree ? 'pass' : 'block',
    'The customer wants to hear from us once a week at most.',
    {
      measured: near.length,
      limit: 1,
      evidence: [said, ...near.map(({ at }) => `message at ${new Date(at).toISOString()}`)],
      ...(!isFree && {
        passesAt: firstRoom(taken, sendAt, span, 0),
        wouldPassIf: 'a week after the message before it',
      }),
    },
  );
}
