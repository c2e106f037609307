import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { after, DAY, HOUR, MINUTE } from '../shared/time';
import { flipTo } from './flip-to';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { firstRoom, mostTaken } from './rolling-window';
import type { Finding } from './verdict';

/** Rate limits: over the limit means later, never lost, so each finding says from when on it passes. */
export const rate: Guardrail = {
  id: 'rate',
  description:
    'Sends per customer and day, messages per channel and hour, what a provider takes. What is too much waits.',
  check(candidate, snapshot, policy) {
    return verdictOf('rate', [
      customerDay(candidate, snapshot, policy),
      channelHour(candidate, snapshot, policy),
      ...providerQuota(candidate, snapshot, policy),
    ]);
  },
};

function customerDay(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.contact.sendsPerDay;
  const sendAt = Date.parse(candidate.sendAt);
  const taken = snapshot.touches.map((touch) => ({ at: Date.parse(touch.at), cost: 1 })).sort((a, b) => a.at - b.at);
  const sends = mostTaken(taken, sendAt, DAY);
  const near = taken.filter(({ at }) => at > sendAt - DAY && at < sendAt + DAY);
  const facts = { measured: sends, limit, evidence: near.map(({ at }) => `send at ${new Date(at).toISOString()}`) };
  if (sends < limit) {
    return finding('rate.customer_day', 'pass', `${sends} of at most ${plural(limit, 'send')} within 24 hours.`, facts);
  }
  return finding('rate.customer_day', 'block', `Already ${plural(sends, 'send')} to this customer within 24 hours.`, {
    ...facts,
    ...(limit > 0 && { passesAt: firstRoom(taken, sendAt, DAY, limit - 1) }),
    wouldPassIf: `with a limit of ${sends + 1}`,
    ...flipTo('contact.sendsPerDay', sends + 1),
  });
}

function channelHour(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.rate.hourlyVolume[candidate.channel];
  const sent = snapshot.hourlyVolume.find((row) => row.channel === candidate.channel)?.sent ?? 0;
  const takenAt = new Date(snapshot.takenAt);
  const isLater = Date.parse(candidate.sendAt) >= takenAt.getTime() + HOUR;
  const facts = {
    measured: sent,
    limit,
    evidence: [`${candidate.channel}: ${sent} in the hour before ${snapshot.takenAt}`],
  };
  if (sent < limit || isLater) {
    const when = isLater
      ? 'It leaves after the hour that was counted'
      : `${sent} of ${plural(limit, 'message')} in the last hour`;
    return finding('rate.channel_hour', 'pass', `${when}.`, facts);
  }
  return finding(
    'rate.channel_hour',
    'block',
    `The channel may send ${plural(limit, 'message')} an hour and has; this one waits.`,
    {
      ...facts,
      passesAt: after(takenAt, HOUR).toISOString(),
      wouldPassIf: `with a limit of ${sent + 1} an hour`,
      ...flipTo(`rate.hourlyVolume.${candidate.channel}`, sent + 1),
    },
  );
}

/** What stands in line for a provider, at the speed at which it takes messages. */
function providerQuota(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const perMinute = policy.quota.perMinute[candidate.channel];
  if (perMinute === undefined) return [];
  const waiting = snapshot.sending.backlog.find((row) => row.channel === candidate.channel)?.count ?? 0;
  const emptyAt = Date.parse(snapshot.takenAt) + (waiting / perMinute) * MINUTE;
  const wait = Math.max(0, emptyAt - Date.parse(candidate.sendAt));
  const minutes = Math.ceil(wait / MINUTE);
  const limit = policy.quota.waitMinutes;
  const facts = {
    measured: minutes,
    limit,
    evidence: [`${plural(waiting, `${candidate.channel} message`)} in line, ${perMinute} taken a minute`],
  };
  if (minutes <= limit) {
    return [
      finding('rate.provider_quota', 'pass', `The provider takes it within ${plural(minutes, 'minute')}.`, facts),
    ];
  }
  return [
    finding(
      'rate.provider_quota',
      'block',
      `The provider would take it in ${plural(minutes, 'minute')}; it waits instead.`,
      {
        ...facts,
        passesAt: new Date(Math.ceil(emptyAt - limit * MINUTE)).toISOString(),
        wouldPassIf: `with ${plural(minutes, 'minute')} in line allowed`,
        ...flipTo('quota.waitMinutes', minutes),
      },
    ),
  ];
}
