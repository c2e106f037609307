import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { after, DAY } from '../shared/time';
import { consentFor, preferenceHolds } from './consent-record';
import { finding, type Guardrail, verdictOf } from './guardrail';
import type { Finding } from './verdict';

/** Consent: the customer said yes to this channel and purpose, and every wish they stated is kept. */
export const consent: Guardrail = {
  id: 'consent',
  description: 'Explicit opt-in per channel and purpose, the suppression list, and the customer’s own preferences.',
  check(candidate, snapshot, policy) {
    return verdictOf('consent', [
      optIn(candidate, snapshot, policy),
      suppression(candidate, snapshot),
      ...preferences(candidate, snapshot),
    ]);
  },
};

function optIn(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { purpose } = policy.consent;
  const latest = consentFor(snapshot, candidate.channel, purpose);
  if (latest?.status === 'granted') {
    return finding('consent.opt_in', 'pass', `The customer said yes to ${purpose} by ${candidate.channel}.`, {
      measured: 'granted',
      limit: 'granted',
      evidence: [`granted ${latest.occurredAt} (${latest.source})`],
    });
  }
  return finding(
    'consent.opt_in',
    'block',
    latest
      ? `The customer withdrew consent to ${purpose} by ${candidate.channel}.`
      : `The customer never said yes to ${purpose} by ${candidate.channel}.`,
    {
      measured: latest?.status ?? 'none',
      limit: 'granted',
      evidence: latest ? [`withdrawn ${latest.occurredAt} (${latest.source})`] : [],
      wouldPassIf: 'once the customer opts in',
    },
  );
}

function suppression(candidate: Candidate, snapshot: Snapshot): Finding {
  const entry = snapshot.suppressed.find((row) => row.channel === candidate.channel);
  return entry
    ? finding('consent.suppression', 'block', `The address is on the suppression list (${entry.reason}).`, {
        measured: entry.reason,
        limit: 'not listed',
        evidence: [`${entry.channel}: ${entry.reason}`],
      })
    : finding('consent.suppression', 'pass', 'The address is not on the suppression list.', { limit: 'not listed' });
}

function preferences(candidate: Candidate, snapshot: Snapshot): Finding[] {
  const findings: Finding[] = [];
  if (preferenceHolds(snapshot, 'email_only')) {
    const ok = candidate.channel === 'email';
    findings.push(
      finding('consent.email_only', ok ? 'pass' : 'block', 'The customer wants e-mail only.', {
        measured: candidate.channel,
        limit: 'email',
      }),
    );
  }
  if (preferenceHolds(snapshot, 'product_updates_only')) {
    const isOffer = candidate.offer !== null;
    findings.push(
      finding(
        'consent.product_updates_only',
        isOffer ? 'block' : 'pass',
        'The customer wants product updates only, no promotions.',
        {
          measured: isOffer ? 'promotion' : 'product update',
          limit: 'product update',
          ...(isOffer && { wouldPassIf: 'without a discount' }),
        },
      ),
    );
  }
  if (preferenceHolds(snapshot, 'weekly_digest')) findings.push(weekly(candidate, snapshot));
  return findings;
}

function weekly(candidate: Candidate, snapshot: Snapshot): Finding {
  const sendAt = Date.parse(candidate.sendAt);
  const last = Math.max(...snapshot.touches.map((touch) => Date.parse(touch.at)), Number.NEGATIVE_INFINITY);
  const isFree = last <= sendAt - 7 * DAY;
  return finding(
    'consent.weekly_digest',
    isFree ? 'pass' : 'block',
    'The customer wants to hear from us once a week at most.',
    {
      measured: Number.isFinite(last) ? new Date(last).toISOString() : null,
      limit: '7 days',
      ...(!isFree && { passesAt: after(new Date(last), 7 * DAY).toISOString() }),
    },
  );
}
