import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { HOUR, MINUTE } from '../shared/time';
import type { MessageContent } from '../templates/content';
import { finding, type Guardrail, verdictOf } from './guardrail';
import { brandScore, isSigned, type Score, toneScore } from './tone-score';
import type { Finding } from './verdict';
import { isPersonal, phrasesIn, visibleWords } from './visible-words';

/** Tone and brand: what must be there, what may not, how it sounds, and that every claim is true. */
export const tone: Guardrail = {
  id: 'tone',
  description:
    'Personal, signed, clear; no forbidden words; brand and tone scores; every urgency claim backed by a fact.',
  check(candidate, snapshot, policy) {
    return verdictOf('tone', [
      personalisation(candidate),
      callToAction(candidate),
      signature(candidate, snapshot),
      forbiddenWords(candidate, snapshot, policy),
      ...(candidate.channel === 'email' ? [subjectLength(candidate, snapshot, policy), ...look(snapshot, policy)] : []),
      scoreFinding('tone.brand_score', 'Brand', brandScore(candidate, snapshot, policy), policy.words.brandScore),
      scoreFinding('tone.tone_score', 'Tone', toneScore(candidate, snapshot), policy.words.toneScore),
      ...claims(candidate, snapshot),
      ...unfoundedUrgency(candidate, snapshot, policy),
      writtenBy(candidate),
    ]);
  },
};

function present(rule: string, ok: boolean, yes: string, no: string, wouldPassIf: string): Finding {
  return finding(rule, ok ? 'pass' : 'block', ok ? yes : no, {
    measured: ok,
    limit: true,
    ...(!ok && { wouldPassIf }),
  });
}

function personalisation(candidate: Candidate): Finding {
  return present(
    'tone.personal',
    isPersonal(candidate),
    'The message speaks to this customer.',
    'Nothing in the message is meant for this customer.',
    'with the customer’s name or products chosen for them',
  );
}

function callToAction(candidate: Candidate): Finding {
  const ok = candidate.content.callToAction.trim().length > 0 && /^https?:\/\//.test(candidate.content.landingUrl);
  return present(
    'tone.call_to_action',
    ok,
    'There is one clear thing to do.',
    'There is no clear thing to do, or it leads nowhere.',
    'with a call to action that leads to a page',
  );
}

function signature(candidate: Candidate, snapshot: Snapshot): Finding {
  const ok = isSigned(candidate.content.signature, snapshot.workspace.brand);
  return present(
    'tone.signature',
    ok,
    'Signed as the brand.',
    'The brand’s signature is missing.',
    'with the brand’s signature',
  );
}

function forbiddenWords(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  // A company may be called "... Limited".
  const ownWords = visibleWords(candidate.content, snapshot).all.replaceAll(snapshot.workspace.brand.companyName, '');
  const found = phrasesIn(ownWords, policy.words.forbidden);
  return finding(
    'tone.forbidden_words',
    found.length > 0 ? 'block' : 'pass',
    found.length > 0 ? `Forbidden: “${found.join('”, “')}”.` : 'No forbidden word.',
    {
      measured: found.length,
      limit: 0,
      evidence: found,
      ...(found.length > 0 && { wouldPassIf: 'without these words' }),
    },
  );
}

function subjectLength(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const length = [...visibleWords(candidate.content, snapshot).subject].length;
  const limit = policy.words.subjectLength;
  const ok = length > 0 && length < limit;
  return finding(
    'tone.subject_length',
    ok ? 'pass' : 'block',
    length === 0 ? 'The subject is empty.' : `The subject has ${length} characters; fewer than ${limit} are wanted.`,
    {
      measured: length,
      limit,
      ...(!ok && { wouldPassIf: 'with a shorter subject' }),
    },
  );
}

function look(snapshot: Snapshot, policy: Policy): Finding[] {
  const { colors, logoUrl, logoSize } = snapshot.workspace.brand;
  const palette = finding(
    'tone.palette',
    colors.main.length <= 3 && colors.accent.length <= 2 ? 'pass' : 'block',
    'At most three main and two accent colours.',
    {
      measured: `${colors.main.length} + ${colors.accent.length}`,
      limit: '3 + 2',
    },
  );
  if (!logoUrl || !logoSize) return [palette];
  const ok = logoSize.width >= policy.words.logoWidth && logoSize.height >= policy.words.logoHeight;
  return [
    palette,
    finding('tone.logo', ok ? 'pass' : 'block', ok ? 'The logo is large enough.' : 'The logo is too small.', {
      measured: `${logoSize.width} x ${logoSize.height}`,
      limit: `${policy.words.logoWidth} x ${policy.words.logoHeight}`,
      ...(!ok && { wouldPassIf: 'with a larger logo' }),
    }),
  ];
}

function scoreFinding(rule: string, what: string, { score, parts }: Score, limit: number): Finding {
  const lacking = parts.filter((part) => part.met < 1).map((part) => part.name);
  const ok = score >= limit;
  return finding(
    rule,
    ok ? 'pass' : 'block',
    `${what} score ${score}${lacking.length > 0 ? `; lacking: ${lacking.join(', ')}` : ''}.`,
    {
      measured: score,
      limit,
      evidence: lacking,
      ...(!ok && { wouldPassIf: `with ${lacking.join(', ')}` }),
    },
  );
}

/** Each claim must be in the words and agree with the snapshot, or with the code that the message itself gives. */
function claims(candidate: Candidate, snapshot: Snapshot): Finding[] {
  return candidate.content.claims.map((claim) => {
    const problem = inWords(candidate, snapshot, claim.phrase)
      ? claim.kind === 'expiry'
        ? expiryProblem(candidate, snapshot, claim.expiresAt)
        : stockProblem(snapshot, claim)
      : 'it is not in the words of the message';
    return finding(
      `tone.claim_${claim.kind}`,
      problem ? 'block' : 'pass',
      problem ? `The claim “${claim.phrase}” is not true: ${problem}.` : `The claim “${claim.phrase}” is true.`,
      {
        measured: claim.kind === 'expiry' ? claim.expiresAt : claim.stock,
        evidence: claim.kind === 'expiry' ? [`ends ${claim.expiresAt}`] : [`stock of ${claim.sku}`],
        ...(problem && { wouldPassIf: 'without the claim, or with a fact that supports it' }),
      },
    );
  });
}

function inWords(candidate: Candidate, snapshot: Snapshot, phrase: string): boolean {
  return phrasesIn(visibleWords(candidate.content, snapshot).all, [phrase]).length > 0;
}

function expiryProblem(candidate: Candidate, snapshot: Snapshot, expiresAt: string): string | null {
  const ends = Date.parse(expiresAt);
  if (ends <= Date.parse(candidate.sendAt)) return 'it ends before the message leaves';
  if (candidate.offer) {
    const codeEnds = Date.parse(candidate.sendAt) + candidate.offer.validHours * HOUR;
    return Math.abs(codeEnds - ends) <= MINUTE ? null : 'the code ends at another time';
  }
  return snapshot.liveOffers.some((offer) => Date.parse(offer.expiresAt) === ends) ? null : 'no live code ends then';
}

function stockProblem(
  snapshot: Snapshot,
  claim: Extract<MessageContent['claims'][number], { kind: 'stock' }>,
): string | null {
  const product = [...snapshot.products, ...snapshot.newProducts].find((fact) => fact.sku === claim.sku);
  if (!product || product.stock === null) return 'the stock of the product is not known';
  return product.stock === claim.stock ? null : `there are ${product.stock} in stock`;
}

/** Words that claim urgency without any claim to back them. */
function unfoundedUrgency(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  if (candidate.content.claims.length > 0) return [];
  const found = phrasesIn(visibleWords(candidate.content, snapshot).all, policy.words.urgency);
  if (found.length === 0) return [];
  return [
    finding('tone.unfounded_urgency', 'block', `Urgency without a fact behind it: “${found.join('”, “')}”.`, {
      measured: found.length,
      limit: 0,
      evidence: found,
      wouldPassIf: 'with a claim that points at an expiry or a stock figure',
    }),
  ];
}

function writtenBy(candidate: Candidate): Finding {
  const byModel = candidate.content.writtenBy === 'model';
  return finding(
    'tone.written_by',
    byModel ? 'review' : 'pass',
    byModel ? 'Written by a language model: a person reads it first.' : 'Written from the template library.',
    {
      measured: candidate.content.writtenBy,
      evidence: [`${candidate.content.templateId}@${candidate.content.templateVersion}`],
    },
  );
}
