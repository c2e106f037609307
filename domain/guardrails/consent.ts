import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import { DAY } from '../shared/time';
import { emailOnly, everythingStopped, kept, optIn, suppression } from './channel-consent';
import { PAUSE, PAUSE_DAYS, pauseEnd } from './consent-record';
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
      optIn(candidate.channel, snapshot, policy),
      ...everythingStopped(candidate.channel, snapshot),
      suppression(candidate.channel, snapshot),
      ...preferences(candidate, snapshot),
    ]);
  },
};

function preferences(candidate: Candidate, snapshot: Snapshot): Finding[] {
  return [
    ...emailOnly(candidate.channel, snapshot),
    ...kept(snapshot, 'product_updates_only', (said) => productUpdatesOnly(candidate, said)),
    ...kept(snapshot, PAUSE, (said, word) => paused(candidate, said, pauseEnd(word))),
    ...kept(snapshot, 'weekly_digest', (said) => weekly(candidate, snapshot, said)),
  ];
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

function paused({ sendAt }: Candidate, said: string, end: string): Finding {
  const ok = Date.parse(sendAt) >= Date.parse(end);
  return finding(
    'consent.pause',
    ok ? 'pass' : 'block',
    ok ? 'The pause the customer asked for is over.' : `The customer asked for a pause of ${PAUSE_DAYS} days.`,
    {
      measured: sendAt,
      limit: end,
      evidence: [said],
      ...(!ok && { passesAt: end, wouldPassIf: 'once the pause is over' }),
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
