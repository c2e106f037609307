import type { Candidate } from '../decisions/candidate';
import { priorityOf, voiceOf } from '../decisions/priority';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { DAY, HOUR } from '../shared/time';
import { flipTo } from './flip-to';
import { finding } from './guardrail';
import { firstRoom, mostTaken } from './rolling-window';
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
  const { most, freeAt, evidence } = rolling(candidate, snapshot, WEEK, cap);
  const words = `${most} of at most ${plural(cap, 'touch', 'touches')} on all channels within 7 days`;
  const facts = { measured: most, limit: cap, evidence };
  if (most < cap) return finding('spam.weekly_touches', 'pass', `${words} so far.`, facts);
  return finding('spam.weekly_touches', 'block', `${words} are already used up.`, {
    ...facts,
    ...(freeAt !== null && { passesAt: freeAt }),
    wouldPassIf: `with a cap of ${plural(most + 1, 'touch', 'touches')}`,
    ...flipTo('arbitration.touchesPerWeek', most + 1),
  });
}

/** Beyond the monthly aim only those still write who go first. */
function aim(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { monthlyAim } = policy.arbitration;
  const { most, freeAt, evidence } = rolling(candidate, snapshot, MONTH, monthlyAim);
  const words = `${plural(most, 'touch', 'touches')} within 30 days, with an aim of at most ${monthlyAim}`;
  const facts = { measured: most, limit: monthlyAim, evidence };
  if (most < monthlyAim) return finding('spam.monthly_aim', 'pass', `${words}.`, facts);
  const { firstUpTo } = policy.arbitration;
  const priority = priorityOf(candidate, policy);
  if (priority <= firstUpTo) {
    return finding('spam.monthly_aim', 'pass', `${words}: this one goes first and may go beyond it.`, facts);
  }
  return finding('spam.monthly_aim', 'block', `${words}: only what goes first may go beyond it.`, {
    ...facts,
    evidence: [`priority ${priority}, beyond the aim up to ${firstUpTo}`, ...evidence],
    ...(freeAt !== null && { passesAt: freeAt }),
    wouldPassIf: `with an aim of ${most + 1}, or a priority of ${firstUpTo}`,
    ...flipTo('arbitration.monthlyAim', most + 1),
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
    return finding('spam.gap', 'pass', `No other agent writes within ${plural(hours, 'hour')}.`, {
      measured: Number.isFinite(nearest) ? Math.round((nearest / HOUR) * 10) / 10 : null,
      limit: hours,
    });
  }
  let free = sendAt;
  for (const at of others) if (Math.abs(at - free) < span) free = at + span;
  return finding('spam.gap', 'block', `Another agent writes to this customer within ${plural(hours, 'hour')}.`, {
    measured: Math.round((nearest / HOUR) * 10) / 10,
    limit: hours,
    evidence: others.filter((at) => Math.abs(at - sendAt) < span).map((at) => `touch at ${new Date(at).toISOString()}`),
    passesAt: new Date(free).toISOString(),
    wouldPassIf: `with a gap of ${plural(Math.floor(nearest / HOUR), 'hour')} between agents`,
    ...flipTo('arbitration.gapHours', Math.floor(nearest / HOUR)),
  });
}

/** Most touches in a window of `span` that the candidate would join, when one more fits (null: never), and which. */
function rolling(candidate: Candidate, snapshot: Snapshot, span: number, cap: number) {
  const sendAt = Date.parse(candidate.sendAt);
  const taken = snapshot.touches.map((touch) => ({ at: Date.parse(touch.at), cost: 1 })).sort((a, b) => a.at - b.at);
  const near = taken.filter(({ at }) => at > sendAt - span && at < sendAt + span);
  return {
    most: mostTaken(taken, sendAt, span),
    freeAt: cap > 0 ? firstRoom(taken, sendAt, span, cap - 1) : null,
    evidence:
      cap > 0 ? near.map(({ at }) => `touch at ${new Date(at).toISOString()}`) : ['the policy allows no touches'],
  };
}
