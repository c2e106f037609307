import { actionKind } from '../agents/agent-cards';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { folded } from '../shared/as-read';
import { plural } from '../shared/plural';
import { after, DAY } from '../shared/time';
import { addressesIn } from './addresses';
import { betweenAgents } from './between-agents';
import { flipTo } from './flip-to';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { firstRoom, mostTaken } from './rolling-window';
import type { RuleId } from './rule-names';
import type { Finding } from './verdict';
import { measuredWords, namesShown, phrasesIn, shownProducts, visibleWords } from './visible-words';

/** Spam control: how often, to whom, with what reputation, in which words. */
export const spam: Guardrail = {
  id: 'spam',
  description:
    'Caps e-mails and touches per customer, leaves alone who does not engage, guards the sender’s reputation and the subject line.',
  check(candidate, snapshot, policy) {
    const isEmail = candidate.channel === 'email';
    return verdictOf('spam', [
      ...(isEmail ? [frequency(candidate, snapshot, policy), hardBounces(snapshot, policy)] : []),
      links(candidate, snapshot),
      actionKind(candidate.action) === 'winback'
        ? winbackCap(candidate, snapshot, policy)
        : engagement(snapshot, policy),
      ...betweenAgents(candidate, snapshot, policy),
      ...reputation(candidate, snapshot, policy),
      ...(isEmail ? [phrases(candidate, snapshot, policy), capitals(candidate, snapshot, policy)] : []),
      ...(isEmail ? [punctuation(candidate, snapshot, policy)] : []),
    ]);
  },
};

/** No rolling window may hold more e-mails than the cap, the one to come included. */
function frequency(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { emailsPerWindow: cap, windowDays } = policy.contact;
  const span = windowDays * DAY;
  const sendAt = Date.parse(candidate.sendAt);
  const emails = snapshot.touches
    .filter((touch) => touch.channel === 'email')
    .map((touch) => ({ at: Date.parse(touch.at), cost: 1 }))
    .sort((a, b) => a.at - b.at);
  const most = mostTaken(emails, sendAt, span);
  const words = `${most} of at most ${plural(cap, 'e-mail')} within ${plural(windowDays, 'day')}`;
  const near = emails.filter(({ at }) => at > sendAt - span && at < sendAt + span);
  const facts = {
    measured: most,
    limit: cap,
    evidence: near.map(({ at }) => `e-mail at ${new Date(at).toISOString()}`),
  };
  if (most < cap) return finding('spam.frequency', 'pass', `${words} so far.`, facts);
  return finding('spam.frequency', 'block', `${words} are already used up.`, {
    ...facts,
    ...(cap === 0 && { evidence: ['the policy allows no e-mail'] }),
    ...(cap > 0 && { passesAt: firstRoom(emails, sendAt, span, cap - 1) }),
    wouldPassIf: `with a cap of ${most + 1}`,
    ...flipTo('contact.emailsPerWindow', most + 1),
  });
}

function engagement(snapshot: Snapshot, policy: Policy): Finding {
  const { engagementFloor: floor } = policy.contact;
  const { engagementScore, deliveredTouches } = snapshot.customer;
  const score = Math.floor(engagementScore * 1000) / 1000;
  const facts = { measured: score, limit: floor };
  if (engagementScore >= floor) {
    return finding('spam.engagement', 'pass', `Engagement ${score} is at or above ${floor}.`, facts);
  }
  if (deliveredTouches < policy.contact.knownAfterTouches) {
    return finding(
      'spam.engagement',
      'pass',
      `Engagement ${score} says little after ${plural(deliveredTouches, 'touch', 'touches')}: nothing is known yet, so the customer may be contacted.`,
      { ...facts, evidence: [`delivered touches: ${deliveredTouches}`] },
    );
  }
  return finding('spam.engagement', 'block', `Engagement ${score} is below ${floor}: the customer is left alone.`, {
    ...facts,
    evidence: [`delivered touches: ${deliveredTouches}`],
    wouldPassIf: `with a floor of ${score}, or after the customer opens, clicks or orders`,
    ...flipTo('contact.engagementFloor', score),
  });
}

/** Win-back's own cap, in place of the engagement floor: series begun within the quarter (see docs/adr). */
function winbackCap(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { seriesPerQuarter: cap, quarterDays } = policy.winback;
  const from = Date.parse(candidate.sendAt) - quarterDays * DAY;
  const begun = snapshot.touches.filter(
    (touch) => actionKind(touch.action) === 'winback' && touch.wave === 1 && Date.parse(touch.at) > from,
  );
  const count = candidate.wave === 1 ? begun.length + 1 : begun.length;
  const facts = { measured: count, limit: cap };
  const words = `Win-back has a cap of its own: series ${count} of ${cap} within ${plural(quarterDays, 'day')}`;
  if (count <= cap) return finding('spam.winback_cap', 'pass', `${words}.`, facts);
  const oldest = begun.map((touch) => Date.parse(touch.at)).sort((a, b) => a - b)[count - 1 - cap];
  return finding('spam.winback_cap', 'block', `${words} is too many.`, {
    ...facts,
    evidence: begun.map((touch) => `series begun at ${touch.at}`),
    ...(begun.length === 0 && { evidence: ['the policy allows no series'] }),
    ...(oldest !== undefined && { passesAt: after(new Date(oldest), quarterDays * DAY).toISOString() }),
    wouldPassIf: `with a cap of ${count}`,
    ...flipTo('winback.seriesPerQuarter', count),
  });
}

function reputation(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const rules = policy.reputation;
  const standing = snapshot.reputation.find((row) => row.channel === candidate.channel);
  if (!standing) {
    return [
      finding(
        'spam.reputation',
        'block',
        `The reputation of ${candidate.channel} is not known: it cannot be checked.`,
        {
          measured: 'not known',
          limit: rules.minSends,
          evidence: [`no figures of ${candidate.channel} in what was looked at`],
          wouldPassIf: 'once the figures of the channel can be read',
        },
      ),
    ];
  }
  const listed = blocklist(standing.blocklistedBy, standing.mailDomains, policy);
  if (standing.sent < rules.minSends) {
    return [
      ...listed,
      finding(
        'spam.reputation',
        'pass',
        `Too little to judge the channel by: ${plural(standing.sent, 'send')} in ${plural(rules.windowDays, 'day')}.`,
        { measured: standing.sent, limit: rules.minSends },
      ),
    ];
  }
  const days = plural(rules.windowDays, 'day');
  return [
    ...listed,
    rate({
      rule: 'spam.bounce_rate',
      what: 'hard bounces',
      count: standing.hardBounces,
      sent: standing.sent,
      days,
      limit: rules.bounceRate,
      path: 'reputation.bounceRate',
    }),
    rate({
      rule: 'spam.complaint_rate',
      what: 'complaints',
      count: standing.complaints,
      sent: standing.sent,
      days,
      limit: rules.complaintRate,
      path: 'reputation.complaintRate',
      warning: rules.complaintWarning,
    }),
  ];
}

/**
 * Stops where many mail domains name a blocklist, and many of all that were written to: three domains are cheap to own,
 * so their number alone would let anybody stop a channel. Where it was not counted how many there are, the number decides.
 */
function blocklist(domains: number, mailDomains: number, policy: Policy): Finding[] {
  const { blocklistDomains: limit, blocklistShare, blocklistHours } = policy.reputation;
  if (domains === 0) return [];
  const needed = Math.max(limit, Math.ceil(blocklistShare * mailDomains));
  const isListed = domains >= needed;
  const of = mailDomains > 0 ? ` of ${mailDomains}` : '';
  const refused = `Servers of ${domains}${of} mail ${domains === 1 && !of ? 'domain' : 'domains'} refused us in ${plural(blocklistHours, 'hour')} because of a blocklist`;
  return [
    finding(
      'spam.blocklist',
      isListed ? 'block' : 'pass',
      isListed ? `${refused}: the channel is stopped.` : `${refused}; the channel stops at ${needed}.`,
      {
        measured: domains,
        limit: needed,
        evidence: [refused],
        ...(isListed && {
          wouldPassIf: `${plural(blocklistHours, 'hour')} after the last such refusal, once the listing is removed`,
          ...flipTo('reputation.blocklistDomains', domains + 1),
        }),
      },
    ),
  ];
}

type Rate = {
  rule: RuleId;
  what: string;
  count: number;
  sent: number;
  days: string;
  limit: number;
  path: string;
  warning?: number;
};

/** A share that stops the whole channel from its limit on, and warns before. */
function rate({ rule, what, count, sent, days, limit, path, warning }: Rate): Finding {
  const measured = count / sent;
  const percent = (share: number) => `${Math.round(share * 10_000) / 100}%`;
  const facts = { measured, limit, evidence: [`${count} ${what} of ${plural(sent, 'message')} in ${days}`] };
  if (measured >= limit) {
    const enough = (Math.round(measured * 10_000) + 1) / 10_000;
    return finding(
      rule,
      'block',
      `${percent(measured)} ${what} reach the limit of ${percent(limit)}: the whole channel is stopped.`,
      {
        ...facts,
        wouldPassIf: `once the share is below ${percent(limit)}`,
        ...flipTo(path, enough),
      },
    );
  }
  const warns = warning !== undefined && measured >= warning;
  return finding(
    rule,
    'pass',
    warns
      ? `Warning: ${percent(measured)} ${what}; the channel stops at ${percent(limit)}.`
      : `${percent(measured)} ${what}.`,
    { ...facts, limit: warns ? warning : limit },
  );
}

function hardBounces(snapshot: Snapshot, policy: Policy): Finding {
  const limit = policy.reputation.hardBouncesPerCustomer;
  const measured = snapshot.customer.hardBounces;
  return measured >= limit
    ? finding(
        'spam.hard_bounces',
        'block',
        `The address bounced ${plural(measured, 'time')}: it is not written to again.`,
        {
          measured,
          limit,
          evidence: [`${measured} hard bounces`],
          wouldPassIf: 'with another, working address',
          ...flipTo('reputation.hardBouncesPerCustomer', measured + 1),
        },
      )
    : finding('spam.hard_bounces', 'pass', `${measured} hard bounces.`, { measured, limit });
}

function phrases(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate, snapshot);
  const found = phrasesIn(subject, policy.words.spamPhrases);
  return found.length > 0
    ? finding('spam.phrases', 'block', `The subject reads like spam: “${found.join('”, “')}”.`, {
        measured: found.length,
        limit: 0,
        evidence: found,
        wouldPassIf: `without “${found.join('”, “')}” in the subject`,
      })
    : finding('spam.phrases', 'pass', 'No spam phrase in the subject.', { measured: 0, limit: 0 });
}

function capitals(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate, snapshot);
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
      ...(shouts && {
        evidence: [`${upper.length} capitals of ${letters.length} letters`],
        wouldPassIf: 'in ordinary spelling',
        ...flipTo('words.capitalsShare', Math.round(share * 100 + 1) / 100),
      }),
    },
  );
}

function punctuation(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate, snapshot);
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
      ...(tooMany && {
        evidence: runs.filter((run) => run.length >= limit),
        wouldPassIf: 'with a single mark',
        ...flipTo('words.repeatedPunctuation', longest + 1),
      }),
    },
  );
}

/** A page or picture at a host that is named, without a user's name before it. */
const PLAIN_ADDRESS = /^\s*https?:\/\/[^\s/?#\\@<>"']+(?:[/?#]|\s*$)/i;

/**
 * Links and addresses lead to the brand's own site or mailbox, or to where its catalogue lives: nowhere else, whoever wrote
 * the words, and with or without a scheme before them.
 */
function links(candidate: Candidate, snapshot: Snapshot): Finding {
  const { content } = candidate;
  const home = hostOf(snapshot.workspace.brand.websiteUrl);
  const known = new Set([home, ...[...snapshot.products, ...snapshot.newProducts].map(({ url }) => hostOf(url ?? ''))]);
  const { fromEmail, replyTo } = snapshot.workspace.brand;
  const own = new Set([...known, ...[fromEmail, replyTo, `@${home}`].map((address) => `@${mailHostOf(address)}`)]);
  const words = `${measuredWords(content, snapshot)}\n${folded(namesShown(candidate, snapshot))}`;
  const hosts = [hostOf(content.landingUrl), ...addressesIn(words)];
  // Where the shop itself says its products and pictures are, there they are: what is asked is that it is a plain address.
  const odd = shownProducts(candidate, snapshot)
    .flatMap(({ url, imageUrl }) => [url ?? '', imageUrl ?? ''])
    .filter((address) => address !== '' && !PLAIN_ADDRESS.test(address));
  const foreign = [...new Set([...hosts.filter((host) => !own.has(host) && !host.endsWith(`.${home}`)), ...odd])];
  return finding(
    'spam.links',
    foreign.length > 0 ? 'block' : 'pass',
    foreign.length > 0
      ? `A link or an address leads away from the shop: ${foreign.join(', ')}.`
      : 'All links lead to the shop.',
    {
      measured: foreign.length,
      limit: 0,
      evidence: foreign,
      ...(foreign.length > 0 && { wouldPassIf: `with links to ${home} alone` }),
    },
  );
}

/** The host of an address, in lower case and without user name or port; the text itself where there is none. */
function hostOf(address: string): string {
  const authority = /^https?:\/\/([^\s/?#\\]+)/i.exec(address)?.[1] ?? address;
  return (authority.split('@').at(-1) ?? '').split(':')[0]?.toLowerCase() ?? '';
}

/** What stands behind the @ of an address, in lower case. */
function mailHostOf(address: string): string {
  return (address.split('@').at(-1) ?? '').toLowerCase();
}
