import { isAssumed } from '../customers/assumed-consent';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { addMonths, DAY } from '../shared/time';
import { isConfirmed, needsConfirmation } from './confirmed-consent';
import { CONFIRMATION, type ConsentRecord, consentFor, IMPLIED, isImplied, MARKETING } from './consent-record';
import { flipTo } from './flip-to';
import { finding } from './guardrail';
import type { Jurisdiction } from './jurisdiction';
import type { Finding } from './verdict';

type AgeKey = 'maxAgeMonths' | 'impliedPurchaseMonths' | 'impliedInquiryMonths';

/** Consent as the regime asks for it, and not older than it may be when the message leaves. */
export function lawfulConsent(
  candidate: Candidate,
  snapshot: Snapshot,
  policy: Policy,
  jurisdiction: Jurisdiction,
): Finding {
  const record = consentFor(snapshot, candidate.channel, MARKETING);
  if (record?.status === 'withdrawn') {
    return finding(
      'compliance.consent',
      'block',
      `Consent was withdrawn: under ${jurisdiction.name} nothing may be sent.`,
      {
        measured: 'withdrawn',
        limit: 'granted',
        evidence: [`withdrawn ${record.occurredAt} (${record.source})`],
        wouldPassIf: 'once the customer opts in again',
      },
    );
  }
  if (!record) return withoutConsent(candidate, snapshot, policy, jurisdiction);
  if (isImplied(record) && jurisdiction.regime !== 'casl')
    return withoutConsent(candidate, snapshot, policy, jurisdiction);
  return ageOf(candidate, policy, record, jurisdiction);
}

function ageOf(candidate: Candidate, policy: Policy, record: ConsentRecord, jurisdiction: Jurisdiction): Finding {
  const key = ageKeyOf(record);
  const months = policy.consent[key];
  const isOld = isOver(record.occurredAt, months, candidate.sendAt);
  const kind = isAssumed(record) ? 'Assumed consent' : isImplied(record) ? 'Implied consent' : 'Consent';
  return finding(
    'compliance.consent',
    isOld ? 'block' : 'pass',
    isOld
      ? `${kind} is older than ${plural(months, 'month')} and must be asked for again.`
      : isAssumed(record)
        ? `Consent for ${MARKETING} was assumed when the shop’s log was imported; the customer was not asked (${jurisdiction.name}).`
        : `${kind} for ${MARKETING} is on record (${jurisdiction.name}).`,
    {
      measured: record.occurredAt,
      limit: plural(months, 'month'),
      evidence: [`${isAssumed(record) ? 'assumed as of' : 'granted'} ${record.occurredAt} (${record.source})`],
      ...(isOld && { wouldPassIf: 'once the customer confirms again', ...ageFlip(key, record.occurredAt, candidate) }),
    },
  );
}

function ageKeyOf(record: ConsentRecord): AgeKey {
  if (record.lawfulBasis === IMPLIED.purchase) return 'impliedPurchaseMonths';
  return record.lawfulBasis === IMPLIED.inquiry ? 'impliedInquiryMonths' : 'maxAgeMonths';
}

/** CAN-SPAM asks for a way out of e-mail, CASL takes a purchase for a yes to it; all else needs a yes. */
function withoutConsent(candidate: Candidate, snapshot: Snapshot, policy: Policy, jurisdiction: Jurisdiction): Finding {
  const rule = 'compliance.consent';
  const { lastOrderAt } = snapshot.customer;
  if (jurisdiction.regime === 'can_spam' && (candidate.channel === 'email' || candidate.channel === 'web')) {
    return finding(rule, 'pass', 'CAN-SPAM asks for a way out, not for prior consent.', {
      measured: 'none',
      limit: 'opt-out',
    });
  }
  if (jurisdiction.regime === 'casl' && candidate.channel === 'email' && lastOrderAt) {
    const months = policy.consent.impliedPurchaseMonths;
    const isOver24 = isOver(lastOrderAt, months, candidate.sendAt);
    const until = addMonths(new Date(lastOrderAt), months).toISOString().slice(0, 10);
    return finding(
      rule,
      isOver24 ? 'block' : 'pass',
      isOver24
        ? `CASL: the last purchase is more than ${plural(months, 'month')} ago, so it implies consent no more.`
        : `CASL: a purchase implies consent until ${until}.`,
      {
        measured: lastOrderAt,
        limit: plural(months, 'month'),
        evidence: [`last order ${lastOrderAt}`],
        ...(isOver24 && {
          wouldPassIf: 'once the customer opts in or buys again',
          ...ageFlip('impliedPurchaseMonths', lastOrderAt, candidate),
        }),
      },
    );
  }
  return finding(rule, 'block', `Under ${jurisdiction.name} consent must come first; none is on record.`, {
    measured: 'none',
    limit: 'granted',
    evidence: [`no consent to ${MARKETING} by ${candidate.channel}`],
    wouldPassIf: 'once the customer opts in',
  });
}

/** GDPR 7(1): who, when, how, and to which words. */
export function proof(candidate: Candidate, snapshot: Snapshot, jurisdiction: Jurisdiction): Finding[] {
  const record = consentFor(snapshot, candidate.channel, MARKETING);
  if (record?.status !== 'granted' || isImplied(record) || jurisdiction.regime === 'can_spam') return [];
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
        : isAssumed(record)
          ? 'Nobody gave this consent: it is recorded as assumed from the imported log, with its date and basis.'
          : 'Consent can be proven: who, when, how, to which words.',
      {
        measured: missing.length > 0 ? `missing: ${missing.join(', ')}` : isAssumed(record) ? 'assumed' : 'complete',
        limit: 'complete',
        evidence: [`${record.source}, text ${record.textVersion ?? 'unknown'}, by ${record.actor}`],
        ...(missing.length > 0 && { wouldPassIf: 'with the missing part of the proof' }),
      },
    ),
  ];
}

/** Where policy or country ask for it: a yes counts once it was said from the address itself, and since the last no. */
export function confirmedOptIn(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const { channel } = candidate;
  if (!needsConfirmation(channel, snapshot.customer.country, policy)) return [];
  const confirmation = consentFor(snapshot, channel, CONFIRMATION);
  const ok = isConfirmed(snapshot, channel);
  return [
    finding(
      'compliance.confirmed_opt_in',
      ok ? 'pass' : 'block',
      ok
        ? 'The opt-in was confirmed from the address itself.'
        : 'The opt-in was never confirmed from the address itself.',
      {
        measured: ok ? 'confirmed' : 'not confirmed',
        limit: 'confirmed',
        evidence: [
          confirmation
            ? `${confirmation.status} ${confirmation.occurredAt} (${confirmation.source})`
            : `no confirmation by ${channel}`,
        ],
        ...(!ok && { wouldPassIf: 'once the customer confirms the opt-in' }),
      },
    ),
  ];
}

function isOver(from: string, months: number, at: string): boolean {
  return Date.parse(at) >= addMonths(new Date(from), months).getTime();
}

/** The least number of months under which a consent of that day would still hold, where a policy may say so. */
function ageFlip(key: AgeKey, from: string, candidate: Candidate): Pick<Finding, 'flip'> {
  // A month has 31 days at most; what is still over by then takes a few more.
  let months = Math.max(0, Math.floor((Date.parse(candidate.sendAt) - Date.parse(from)) / (31 * DAY)));
  while (isOver(from, months, candidate.sendAt)) months++;
  return flipTo(`consent.${key}`, months);
}
