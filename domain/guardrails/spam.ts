import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { after, DAY } from '../shared/time';
import { betweenAgents } from './between-agents';
import { finding, type Guardrail, verdictOf } from './guardrail';
import type { Finding } from './verdict';
import { phrasesIn, visibleWords } from './visible-words';

/** Spam control: how often, to whom, with what reputation, in which words. */
export const spam: Guardrail = {
  id: 'spam',
  description:
    'Caps e-mails per customer, leaves alone who does not engage, guards the sender’s reputation and the subject line.',
  check(candidate, snapshot, policy) {
    const isEmail = candidate.channel === 'email';
    return verdictOf('spam', [
      ...(isEmail ? [frequency(candidate, snapshot, policy), hardBounces(snapshot, policy)] : []),
      candidate.action.startsWith('winback_') ? winbackCap(candidate, snapshot, policy) : engagement(snapshot, policy),
      ...betweenAgents(candidate, snapshot, policy),
      ...reputation(candidate, snapshot, policy),
      ...(isEmail ? [phrases(candidate, snapshot, policy), capitals(candidate, snapshot, policy)] : []),
      ...(isEmail ? [punctuation(candidate, snapshot, policy)] : []),
    ]);
  },
};

/**
 * No rolling window may hold more e-mails than the cap, the one to come included: windows that end with it, and
 * windows that end with a later one already on its way.
 */
function frequency(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { emailsPerWindow: cap, windowDays } = policy.contact;
  const span = windowDays * DAY;
  const sendAt = Date.parse(candidate.sendAt);
  const emails = snapshot.touches
    .filter((touch) => touch.channel === 'email')
    .map((touch) => Date.parse(touch.at))
    .sort((a, b) => a - b);
  const ends = [sendAt, ...emails.filter((at) => at > sendAt && at < sendAt + span)];
  const counts = ends.map((end) => emails.filter((at) => at > end - span && at <= end).length);
  const most = Math.max(...counts);
  const words = `${most} of at most ${cap} e-mails within ${windowDays} days`;
  if (most < cap) return finding('spam.frequency', 'pass', `${words} so far.`, { measured: most, limit: cap });
  return finding('spam.frequency', 'block', `${words} are already used up.`, {
    measured: most,
    limit: cap,
    evidence: emails.filter((at) => at > sendAt - span).map((at) => `e-mail at ${new Date(at).toISOString()}`),
    ...(cap > 0 && { passesAt: firstFreeMoment(emails, sendAt, span, cap) }),
    wouldPassIf: `with a cap of ${most + 1}`,
  });
}

/** The earliest instant at which an e-mail joins no full window. */
function firstFreeMoment(emails: readonly number[], sendAt: number, span: number, cap: number): string {
  const moments = emails.map((at) => at + span).filter((at) => at > sendAt);
  const free = moments.find((moment) => {
    const ends = [moment, ...emails.filter((at) => at > moment && at < moment + span)];
    return ends.every((end) => emails.filter((at) => at > end - span && at <= end).length < cap);
  });
  return new Date(free ?? (emails.at(-1) ?? sendAt) + span).toISOString();
}

function engagement(snapshot: Snapshot, policy: Policy): Finding {
  const { engagementFloor: floor, knownAfterTouches } = policy.contact;
  const { engagementScore, deliveredTouches } = snapshot.customer;
  const score = Math.round(engagementScore * 1000) / 1000;
  const facts = { measured: score, limit: floor };
  if (engagementScore >= floor) {
    return finding('spam.engagement', 'pass', `Engagement ${score} is at or above ${floor}.`, facts);
  }
  if (deliveredTouches < knownAfterTouches) {
    return finding(
      'spam.engagement',
      'pass',
      `Engagement ${score} says little after ${deliveredTouches} touches: nothing is known yet, so the customer may be contacted.`,
      { ...facts, evidence: [`delivered touches: ${deliveredTouches}`] },
    );
  }
  return finding('spam.engagement', 'block', `Engagement ${score} is below ${floor}: the customer is left alone.`, {
    ...facts,
    wouldPassIf: `with a floor of ${score}, or after the customer opens, clicks or orders`,
  });
}

/** Win-back's own cap, in place of the engagement floor: series begun within the quarter (see docs/adr). */
function winbackCap(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { seriesPerQuarter: cap, quarterDays } = policy.winback;
  const from = Date.parse(candidate.sendAt) - quarterDays * DAY;
  const begun = snapshot.touches.filter(
    (touch) => touch.action.startsWith('winback_') && touch.wave === 1 && Date.parse(touch.at) > from,
  );
  const count = candidate.wave === 1 ? begun.length + 1 : begun.length;
  const facts = { measured: count, limit: cap };
  const words = `Win-back has a cap of its own: series ${count} of ${cap} within ${quarterDays} days`;
  if (count <= cap) return finding('spam.winback_cap', 'pass', `${words}.`, facts);
  const oldest = begun.map((touch) => Date.parse(touch.at)).sort((a, b) => a - b)[count - 1 - cap];
  return finding('spam.winback_cap', 'block', `${words} is too many.`, {
    ...facts,
    evidence: begun.map((touch) => `series begun at ${touch.at}`),
    ...(oldest !== undefined && { passesAt: after(new Date(oldest), quarterDays * DAY).toISOString() }),
    wouldPassIf: `with a cap of ${count}`,
  });
}

function reputation(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const rules = policy.reputation;
  const standing = snapshot.reputation.find((row) => row.channel === candidate.channel);
  if (!standing) return [];
  const listed = standing.blocklisted
    ? finding('spam.blocklist', 'block', 'The sender is on a blocklist: the channel is stopped.', {
        measured: true,
        limit: false,
        wouldPassIf: 'once the listing is removed',
      })
    : null;
  if (standing.sent < rules.minSends) {
    return [
      ...(listed ? [listed] : []),
      finding(
        'spam.reputation',
        'pass',
        `${standing.sent} sends in ${rules.windowDays} days are too few to judge the channel by.`,
        {
          measured: standing.sent,
          limit: rules.minSends,
        },
      ),
    ];
  }
  return [
    ...(listed ? [listed] : []),
    rate('spam.bounce_rate', 'hard bounces', standing.hardBounces / standing.sent, rules.bounceRate, null),
    rate(
      'spam.complaint_rate',
      'complaints',
      standing.complaints / standing.sent,
      rules.complaintRate,
      rules.complaintWarning,
    ),
  ];
}

function rate(rule: string, what: string, measured: number, limit: number, warning: number | null): Finding {
  const percent = (share: number) => `${Math.round(share * 10_000) / 100} %`;
  if (measured >= limit) {
    return finding(
      rule,
      'block',
      `${percent(measured)} ${what} reach the limit of ${percent(limit)}: the whole channel is stopped.`,
      {
        measured,
        limit,
        wouldPassIf: `once the share is below ${percent(limit)}`,
      },
    );
  }
  const warns = warning !== null && measured >= warning;
  return finding(
    rule,
    'pass',
    warns
      ? `Warning: ${percent(measured)} ${what}; the channel stops at ${percent(limit)}.`
      : `${percent(measured)} ${what}.`,
    { measured, limit: warns ? warning : limit },
  );
}

function hardBounces(snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.reputation.hardBouncesPerCustomer;
  const measured = snapshot.customer.hardBounces;
  return measured >= limit
    ? finding('spam.hard_bounces', 'block', `The address bounced ${measured} times: it is not written to again.`, {
        measured,
        limit,
        wouldPassIf: 'with another, working address',
      })
    : finding('spam.hard_bounces', 'pass', `${measured} hard bounces.`, { measured, limit });
}

function phrases(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate.content, snapshot);
  const found = phrasesIn(subject, policy.words.spamPhrases);
  return found.length > 0
    ? finding('spam.phrases', 'block', `The subject reads like spam: “${found.join('”, “')}”.`, {
        measured: found.join(', '),
        evidence: found,
        wouldPassIf: 'without these words in the subject',
      })
    : finding('spam.phrases', 'pass', 'No spam phrase in the subject.', { measured: 0, limit: 0 });
}

function capitals(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate.content, snapshot);
  const letters = subject.match(/\p{L}/gu) ?? [];
  const upper = subject.match(/\p{Lu}/gu) ?? [];
  const share = letters.length === 0 ? 0 : Math.round((upper.length / letters.length) * 100) / 100;
  const limit = policy.words.capitalsShare;
  const shouts = letters.length >= 5 && share >= limit;
  return finding(
    'spam.capitals',
    shouts ? 'block' : 'pass',
    shouts ? 'The subject shouts in capitals.' : 'The subject does not shout.',
    {
      measured: share,
      limit,
      ...(shouts && { wouldPassIf: 'in ordinary spelling' }),
    },
  );
}

function punctuation(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate.content, snapshot);
  const runs = subject.match(/[!?]+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  const limit = policy.words.repeatedPunctuation;
  const tooMany = longest >= limit;
  return finding(
    'spam.punctuation',
    tooMany ? 'block' : 'pass',
    tooMany ? 'The subject repeats its punctuation.' : 'Punctuation is calm.',
    {
      measured: longest,
      limit,
      ...(tooMany && { wouldPassIf: 'with a single mark' }),
    },
  );
}
