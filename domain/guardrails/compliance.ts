import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { writingProblem } from '../templates/writing-problem';
import { wordOn } from './consent-record';
import { honestSubject, postalAddress, sender, unsubscribe } from './email-duties';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { type Jurisdiction, jurisdictionOf } from './jurisdiction';
import { confirmedOptIn, lawfulConsent, proof } from './lawful-consent';
import { optOutWords, pushSize, quietHours, smsLength } from './phone-duties';
import { asksIn } from './solicits';
import type { Finding } from './verdict';
import { measuredWords } from './visible-words';
import { whatsappTemplate } from './whatsapp-template';

/** Compliance: what the law of the customer's country asks of this channel. Engineering checks, not legal advice. */
export const compliance: Guardrail = {
  id: 'compliance',
  description:
    'Consent that holds under the customer’s law, sender’s duties, quiet hours. An unknown country counts as the strictest.',
  check(candidate, snapshot, policy) {
    const jurisdiction = jurisdictionOf(snapshot.customer.country, snapshot.customer.region);
    return verdictOf('compliance', [
      lawfulConsent(candidate, snapshot, policy, jurisdiction),
      ...proof(candidate, snapshot, jurisdiction),
      ...confirmedOptIn(candidate, snapshot, policy),
      ...saleOptOut(candidate, snapshot, jurisdiction),
      ...channelDuties(candidate, snapshot, policy),
      ...readableWords(candidate, snapshot),
      ...solicits(candidate, snapshot),
      ...(policy.quietHours.channels.includes(candidate.channel) ? [quietHours(candidate, snapshot, policy)] : []),
    ]);
  },
};

function channelDuties(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  switch (candidate.channel) {
    case 'email':
      return [
        postalAddress(snapshot),
        sender(snapshot),
        unsubscribe(snapshot),
        honestSubject(candidate, snapshot, policy),
      ];
    case 'sms':
      return [optOutWords(candidate, snapshot), ...smsLength(candidate, snapshot, policy)];
    case 'whatsapp':
      return whatsappTemplate(candidate, snapshot, policy);
    case 'push':
      return [pushSize(candidate, snapshot, policy)];
    case 'web':
      return [];
  }
}

/** Words are what they look like: nothing unseen in them, no letters in disguise, no slot that is not filled as written. */
function readableWords({ content }: Candidate, snapshot: Snapshot): Finding[] {
  const { companyName } = snapshot.workspace.brand;
  const texts = [content.subject, content.preheader, content.headline, ...content.paragraphs, content.callToAction];
  const problems = [...new Set(texts.flatMap((text) => writingProblem(text.replaceAll(companyName, '')) ?? []))];
  if (problems.length === 0) return [];
  return [
    finding('compliance.readable_words', 'block', problems.join(' '), {
      measured: problems.length,
      limit: 0,
      evidence: problems,
      wouldPassIf: 'once the words are written without it',
    }),
  ];
}

/** Nobody is asked for a password, a card or an account: whoever wrote the words, it is how customers are robbed. */
function solicits({ content }: Candidate, snapshot: Snapshot): Finding[] {
  const asked = asksIn(measuredWords(content, snapshot));
  if (asked.length === 0) return [];
  const named = asked.join('”, “');
  return [
    finding('compliance.solicits', 'block', `The words ask for what no message of a shop asks for: “${named}”.`, {
      measured: asked.length,
      limit: 0,
      evidence: asked,
      wouldPassIf: `without “${named}”`,
    }),
  ];
}

/** CCPA and Global Privacy Control: who opted out of sale and sharing is not retargeted. The latest word counts. */
function saleOptOut(candidate: Candidate, snapshot: Snapshot, jurisdiction: Jurisdiction): Finding[] {
  if (candidate.channel !== 'web') return [];
  const optOut = ['sale', 'gpc']
    .map((purpose) => wordOn(snapshot, purpose))
    .find((record) => record?.status === 'withdrawn');
  if (!jurisdiction.ccpa && !optOut) return [];
  return [
    finding(
      'compliance.sale_opt_out',
      optOut ? 'block' : 'pass',
      optOut ? 'The customer opted out of sale and sharing: no retargeting.' : 'No opt-out of sale or sharing.',
      {
        measured: optOut ? 'opted out' : 'none',
        limit: 'none',
        evidence: optOut ? [`${optOut.purpose} ${optOut.occurredAt} (${optOut.source})`] : [],
        ...(optOut && { wouldPassIf: 'once the customer takes the opt-out back' }),
      },
    ),
  ];
}
