import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { SMS_OPT_OUT } from '../templates/library';
import { consentFor } from './consent-record';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { type Jurisdiction, jurisdictionOf } from './jurisdiction';
import { isWithinHours, nextAllowedInstant, possibleZones } from './quiet-hours';
import type { Finding } from './verdict';
import { visibleWords } from './visible-words';

/** Compliance: what the law of the customer's country asks of this channel. Engineering checks, not legal advice. */
export const compliance: Guardrail = {
  id: 'compliance',
  description:
    'Consent that holds under the customer’s law, sender’s duties, quiet hours. An unknown country counts as the strictest.',
  check(candidate, snapshot, policy, now) {
    const jurisdiction = jurisdictionOf(snapshot.customer.country, snapshot.customer.region);
    return verdictOf('compliance', [
      lawfulConsent(candidate, snapshot, policy, jurisdiction, now),
      ...proof(candidate, snapshot, policy, jurisdiction),
      ...saleOptOut(candidate, snapshot, jurisdiction),
      ...channelDuties(candidate, snapshot, policy),
    ]);
  },
};

function channelDuties(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  switch (candidate.channel) {
    case 'email':
      return [postalAddress(snapshot), sender(snapshot), unsubscribe(snapshot), honestSubject(candidate, snapshot)];
    case 'sms':
      return [optOutWords(candidate, snapshot), quietHours(candidate, snapshot, policy)];
    case 'whatsapp':
      return [
        finding('compliance.whatsapp_template', 'block', 'No WhatsApp template is approved for this message.', {
          measured: 'none',
          limit: 'approved template',
          wouldPassIf: 'with an approved template',
        }),
      ];
    case 'push':
    case 'web':
      return [];
  }
}

/** Consent as the regime asks for it, not older than the policy allows. */
function lawfulConsent(
  candidate: Candidate,
  snapshot: Snapshot,
  policy: Policy,
  jurisdiction: Jurisdiction,
  now: Date,
): Finding {
  const record = consentFor(snapshot, candidate.channel, policy.consent.purpose);
  const rule = 'compliance.consent';
  if (record?.status === 'withdrawn') {
    return finding(rule, 'block', `Consent was withdrawn: under ${jurisdiction.name} nothing may be sent.`, {
      measured: 'withdrawn',
      limit: 'granted',
      evidence: [`withdrawn ${record.occurredAt}`],
    });
  }
  if (!record) return withoutConsent(candidate, snapshot, policy, jurisdiction, now);
  const goodUntil = addMonths(new Date(record.occurredAt), policy.consent.maxAgeMonths);
  const isOld = Date.parse(candidate.sendAt) >= goodUntil.getTime();
  return finding(
    rule,
    isOld ? 'block' : 'pass',
    isOld
      ? `Consent is older than ${policy.consent.maxAgeMonths} months and must be asked for again.`
      : `Consent for ${policy.consent.purpose} is on record (${jurisdiction.name}).`,
    {
      measured: record.occurredAt,
      limit: `${policy.consent.maxAgeMonths} months`,
      evidence: [`granted ${record.occurredAt} (${record.source})`],
      ...(isOld && { wouldPassIf: 'once the customer confirms again' }),
    },
  );
}

function withoutConsent(
  candidate: Candidate,
  snapshot: Snapshot,
  policy: Policy,
  jurisdiction: Jurisdiction,
  now: Date,
): Finding {
  const rule = 'compliance.consent';
  if (jurisdiction.regime === 'can_spam' && candidate.channel !== 'sms') {
    return finding(rule, 'pass', 'CAN-SPAM asks for a way out, not for prior consent.', {
      measured: 'none',
      limit: 'opt-out',
    });
  }
  if (jurisdiction.regime === 'casl' && candidate.channel === 'email' && snapshot.customer.lastOrderAt) {
    const until = addMonths(new Date(snapshot.customer.lastOrderAt), policy.consent.impliedPurchaseMonths);
    if (now < until) {
      return finding(rule, 'pass', `CASL: a purchase implies consent until ${until.toISOString().slice(0, 10)}.`, {
        measured: snapshot.customer.lastOrderAt,
        limit: `${policy.consent.impliedPurchaseMonths} months`,
      });
    }
  }
  return finding(rule, 'block', `Under ${jurisdiction.name} consent must come first; none is on record.`, {
    measured: 'none',
    limit: 'granted',
    wouldPassIf: 'once the customer opts in',
  });
}

/** GDPR 7(1): who, when, how, and to which words. */
function proof(candidate: Candidate, snapshot: Snapshot, policy: Policy, jurisdiction: Jurisdiction): Finding[] {
  const record = consentFor(snapshot, candidate.channel, policy.consent.purpose);
  if (record?.status !== 'granted' || jurisdiction.regime === 'can_spam') return [];
  const missing = [
    record.source ? null : 'how',
    record.actor ? null : 'who',
    record.textVersion ? null : 'to which words',
    record.lawfulBasis ? null : 'on what basis',
  ].filter((part) => part !== null);
  return [
    finding(
      'compliance.proof',
      missing.length > 0 ? 'block' : 'pass',
      missing.length > 0
        ? `Consent cannot be proven: ${missing.join(', ')} is not on record.`
        : 'Consent can be proven: who, when, how, to which words.',
      {
        measured: missing.length > 0 ? `missing: ${missing.join(', ')}` : 'complete',
        limit: 'complete',
        evidence: [`${record.source}, text ${record.textVersion ?? 'unknown'}, by ${record.actor}`],
        ...(missing.length > 0 && { wouldPassIf: 'with the missing part of the proof' }),
      },
    ),
  ];
}

/** CCPA and Global Privacy Control: who opted out of sale and sharing is not retargeted. */
function saleOptOut(candidate: Candidate, snapshot: Snapshot, jurisdiction: Jurisdiction): Finding[] {
  const optOut = snapshot.consent.find(
    (record) => ['sale', 'gpc'].includes(record.purpose) && record.status === 'withdrawn',
  );
  if (candidate.channel !== 'web' || (!jurisdiction.ccpa && !optOut)) return [];
  return [
    finding(
      'compliance.sale_opt_out',
      optOut ? 'block' : 'pass',
      optOut ? 'The customer opted out of sale and sharing: no retargeting.' : 'No opt-out of sale or sharing.',
      {
        measured: optOut ? 'opted out' : 'none',
        limit: 'none',
        evidence: optOut ? [`${optOut.purpose} ${optOut.occurredAt}`] : [],
      },
    ),
  ];
}

function postalAddress(snapshot: Snapshot): Finding {
  const address = snapshot.workspace.brand.postalAddress.trim();
  const ok = address.length >= 10 && /\p{L}/u.test(address);
  return finding(
    'compliance.postal_address',
    ok ? 'pass' : 'block',
    ok ? 'The footer shows the postal address.' : 'There is no postal address to show in the footer.',
    {
      measured: ok ? 'present' : 'missing',
      limit: 'present',
      ...(!ok && { wouldPassIf: 'with the postal address filled in under Settings' }),
    },
  );
}

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]{2,}$/;
const UNREAD = /^(no|do-?not)[-_.]?reply/i;

function sender(snapshot: Snapshot): Finding {
  const { fromEmail, replyTo } = snapshot.workspace.brand;
  const problem = !ADDRESS.test(fromEmail)
    ? 'The sender address is not valid.'
    : !ADDRESS.test(replyTo)
      ? 'The reply-to address is not valid.'
      : UNREAD.test(replyTo)
        ? 'Replies go to an address nobody reads.'
        : null;
  return finding(
    'compliance.sender',
    problem ? 'block' : 'pass',
    problem ?? 'Sender and reply-to are valid and read.',
    {
      measured: `${fromEmail}, reply to ${replyTo}`,
      ...(problem && { wouldPassIf: 'with an address that people read' }),
    },
  );
}

/** The layout puts the link in footer and headers; it needs an origin that mail clients can reach. */
function unsubscribe(snapshot: Snapshot): Finding {
  const ok = /^https?:\/\/[^\s/]+/.test(snapshot.workspace.brand.websiteUrl);
  return finding(
    'compliance.unsubscribe',
    ok ? 'pass' : 'block',
    ok
      ? 'The layout carries a one-click unsubscribe link in header and footer.'
      : 'The brand has no web address, so links cannot be made.',
    { measured: ok ? 'one-click' : 'none', limit: 'one-click' },
  );
}

/** CAN-SPAM: no subject that pretends to be an answer or an account matter. */
function honestSubject(candidate: Candidate, snapshot: Snapshot): Finding {
  const { subject } = visibleWords(candidate.content, snapshot);
  const pretends = /^\s*(re|fwd?|aw|wg)\s*:/i.test(subject);
  return finding(
    'compliance.honest_subject',
    pretends ? 'block' : 'pass',
    pretends ? 'The subject pretends to answer a message that never was.' : 'The subject pretends nothing.',
    {
      measured: pretends ? 'pretended reply' : 'honest',
      limit: 'honest',
      ...(pretends && { wouldPassIf: 'without “Re:” or “Fwd:”' }),
    },
  );
}

function optOutWords(candidate: Candidate, snapshot: Snapshot): Finding {
  const ok =
    visibleWords(candidate.content, snapshot).body.includes(SMS_OPT_OUT) ||
    /\bSTOP\b/.test(candidate.content.paragraphs.join(' '));
  return finding(
    'compliance.sms_opt_out',
    ok ? 'pass' : 'block',
    ok ? 'The SMS says how to stop.' : 'The SMS does not say how to stop.',
    {
      measured: ok,
      limit: true,
      ...(!ok && { wouldPassIf: `with “${SMS_OPT_OUT}”` }),
    },
  );
}

/** 47 CFR 64.1200(c)(1) and stricter state laws: in the recipient's own zone, or in all they may live in. */
function quietHours(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const at = new Date(candidate.sendAt);
  const zones = possibleZones(snapshot.customer);
  const hours = `${policy.quietHours.from}:00-${policy.quietHours.to}:00`;
  const where = zones.length === 1 ? `${zones[0]}` : `all ${zones.length} zones the customer may be in`;
  const facts = { measured: candidate.sendAt, limit: `${hours} ${where}`, evidence: [...zones] };
  if (isWithinHours(at, snapshot.customer, policy.quietHours)) {
    return finding('compliance.quiet_hours', 'pass', `Within ${hours} in ${where}.`, facts);
  }
  const next = nextAllowedInstant(at, snapshot.customer, policy.quietHours);
  return finding('compliance.quiet_hours', 'block', `Quiet hours: an SMS may arrive ${hours} in ${where}.`, {
    ...facts,
    ...(next ? { passesAt: next.toISOString() } : { wouldPassIf: 'once the customer’s time zone is known' }),
  });
}

/** Same day of the month that many months later, or the last one there is. */
function addMonths(from: Date, months: number): Date {
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const moved = new Date(from.getTime());
  moved.setUTCFullYear(year, month, Math.min(from.getUTCDate(), lastDay));
  return moved;
}
