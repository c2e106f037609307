import type { Candidate } from '../decisions/candidate';
import { priorityOf, voiceOf } from '../decisions/priority';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { DAY, HOUR } from '../shared/time';
import { finding } from './guardrail';
import type { Finding } from './verdict';

const WEEK = 7 * DAY;
const MONTH = 30 * DAY;

/** What all agents together may say to one customer, whatever the channel: part of spam control. */
export function betweenAgents(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  return [week(candidate, snapshot, policy), aim(candidate, snapshot, policy), gap(candidate, snapshot, policy)];
}

/** Touches within any rolling window that the one to come would be part of. */
function week(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { touchesPerWeek: cap } = policy.arbitration;
  const { most, freeAt } = rolling(timesOf(snapshot), Date.parse(candidate.sendAt), WEEK, cap);
  const words = `${most} of at most ${cap} touches on all channels within 7 days`;
  if (most < cap) return finding('spam.weekly_touches', 'pass', `${words} so far.`, { measured: most, limit: cap });
  return finding('spam.weekly_touches', 'block', `${words} are already used up.`, {
    measured: most,
    limit: cap,
    ...(freeAt !== null && { passesAt: freeAt }),
    wouldPassIf: `with a cap of ${most + 1} touches`,
  });
}

/** Beyond the monthly aim only those still write who go first. */
function aim(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { monthlyAim, firstUpTo } = policy.arbitration;
  const { most, freeAt } = rolling(timesOf(snapshot), Date.parse(candidate.sendAt), MONTH, monthlyAim);
  const words = `${most} touches within 30 days, with an aim of at most ${monthlyAim}`;
  const facts = { measured: most, limit: monthlyAim };
  if (most < monthlyAim) return finding('spam.monthly_aim', 'pass', `${words}.`, facts);
  const priority = priorityOf(candidate, policy);
  if (priority <= firstUpTo) {
    return finding('spam.monthly_aim', 'pass', `${words}: this one goes first and may go beyond it.`, facts);
  }
  return finding('spam.monthly_aim', 'block', `${words}: only what goes first may go beyond it.`, {
    ...facts,
    evidence: [`priority ${priority}, beyond the aim up to ${firstUpTo}`],
    ...(freeAt !== null && { passesAt: freeAt }),
    wouldPassIf: `with an aim of ${most + 1}, or a priority of ${firstUpTo}`,
  });
}

/** Distance to what other agents or campaigns say. */
function gap(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const hours = policy.arbitration.gapHours;
  const span = hours * HOUR;
  const sendAt = Date.parse(candidate.sendAt);
  const others = snapshot.touches
    .filter((touch) => voiceOf(touch) !== voiceOf(candidate))
    .map((touch) => Date.parse(touch.at))
    .sort((a, b) => a - b);
  const nearest = others.reduce((least, at) => Math.min(least, Math.abs(at - sendAt)), Number.POSITIVE_INFINITY);
  if (nearest >= span) {
    return finding('spam.gap', 'pass', `No other agent writes within ${hours} hours.`, {
      measured: Number.isFinite(nearest) ? Math.round((nearest / HOUR) * 10) / 10 : null,
      limit: hours,
    });
  }
  let free = sendAt;
  for (const at of others) if (Math.abs(at - free) < span) free = at + span;
  return finding('spam.gap', 'block', `Another agent writes to this customer within ${hours} hours.`, {
    measured: Math.round((nearest / HOUR) * 10) / 10,
    limit: hours,
    evidence: others.filter((at) => Math.abs(at - sendAt) < span).map((at) => `touch at ${new Date(at).toISOString()}`),
    passesAt: new Date(free).toISOString(),
    wouldPassIf: 'with a shorter gap between agents',
  });
}

function timesOf(snapshot: Snapshot): number[] {
  return snapshot.touches.map((touch) => Date.parse(touch.at)).sort((a, b) => a - b);
}

/** Most touches in a window of `span` that holds `sendAt`, and when one more would fit (null: never). */
function rolling(times: readonly number[], sendAt: number, span: number, cap: number) {
  const mostAt = (moment: number) => {
    const ends = [moment, ...times.filter((at) => at > moment && at < moment + span)];
    return Math.max(...ends.map((end) => times.filter((at) => at > end - span && at <= end).length));
  };
  const most = mostAt(sendAt);
  const free = cap > 0 ? times.map((at) => at + span).find((at) => at > sendAt && mostAt(at) < cap) : undefined;
  return { most, freeAt: free === undefined ? null : new Date(free).toISOString() };
}
