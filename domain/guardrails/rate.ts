import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { after, DAY, HOUR } from '../shared/time';
import { finding, type Guardrail, verdictOf } from './guardrail';
import type { Finding } from './verdict';

/** Rate limits: over the limit means later, never lost, so each finding says from when on it passes. */
export const rate: Guardrail = {
  id: 'rate',
  description: 'Sends per customer and day, messages per channel and hour. What is too much waits.',
  check(candidate, snapshot, policy) {
    return verdictOf('rate', [customerDay(candidate, snapshot, policy), channelHour(candidate, snapshot, policy)]);
  },
};

function customerDay(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.contact.sendsPerDay;
  const sendAt = Date.parse(candidate.sendAt);
  const near = snapshot.touches
    .map((touch) => Date.parse(touch.at))
    .filter((at) => at > sendAt - DAY && at < sendAt + DAY)
    .sort((a, b) => a - b);
  const within = near.filter((at) => at <= sendAt);
  if (within.length < limit) {
    return finding('rate.customer_day', 'pass', `${within.length} of at most ${limit} sends within 24 hours.`, {
      measured: within.length,
      limit,
    });
  }
  const freeing = within[within.length - limit];
  return finding('rate.customer_day', 'block', `Already ${within.length} sends to this customer within 24 hours.`, {
    measured: within.length,
    limit,
    ...(freeing !== undefined && { passesAt: after(new Date(freeing), DAY).toISOString() }),
    wouldPassIf: `with a limit of ${within.length + 1}`,
  });
}

function channelHour(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.rate.hourlyVolume[candidate.channel];
  const sent = snapshot.hourlyVolume.find((row) => row.channel === candidate.channel)?.sent ?? 0;
  const takenAt = new Date(snapshot.takenAt);
  const isLater = Date.parse(candidate.sendAt) >= takenAt.getTime() + HOUR;
  const facts = { measured: sent, limit };
  if (sent < limit || isLater) {
    const when = isLater
      ? 'It leaves after the hour that was counted'
      : `${sent} of ${limit} messages in the last hour`;
    return finding('rate.channel_hour', 'pass', `${when}.`, facts);
  }
  return finding(
    'rate.channel_hour',
    'block',
    `The channel's ${limit} messages of this hour are used up; this one waits.`,
    {
      ...facts,
      passesAt: after(takenAt, HOUR).toISOString(),
      wouldPassIf: `with a limit of ${sent + 1} an hour`,
    },
  );
}
