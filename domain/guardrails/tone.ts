import { modelCopyAction } from '../autonomy/model-copy';
import { charactersBeyondGsm } from '../channels/sms-segments';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { isReadable } from '../shared/as-read';
import { plural } from '../shared/plural';
import { HOUR, MINUTE } from '../shared/time';
import type { MessageContent } from '../templates/content';
import { withoutSlots } from '../templates/slots';
import { flipTo } from './flip-to';
import { finding, type Guardrail, verdictOf } from './guardrail';
import type { RuleId } from './rule-names';
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
      scoreFinding('brandScore', brandScore(candidate, snapshot, policy), policy),
      scoreFinding('toneScore', toneScore(candidate, snapshot), policy),
      ...claims(candidate, snapshot),
      ...unfoundedUrgency(candidate, snapshot, policy),
      writtenBy(candidate, snapshot, policy),
      ...(candidate.channel === 'sms' ? [plainCharacters(candidate, snapshot)] : []),
    ]);
  },
};

function present(rule: RuleId, ok: boolean, yes: string, no: string, wouldPassIf: string): Finding {
  return finding(rule, ok ? 'pass' : 'block', ok ? yes : no, {
    measured: ok,
    limit: true,
    ...(!ok && { evidence: ['words of the message'], wouldPassIf }),
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
  const ownWords = visibleWords(candidate, snapshot).all.replaceAll(snapshot.workspace.brand.companyName, '');
  const found = phrasesIn(ownWords, policy.words.forbidden);
  return finding(
    'tone.forbidden_words',
    found.length > 0 ? 'block' : 'pass',
    found.length > 0 ? `Forbidden: “${found.join('”, “')}”.` : 'No forbidden word.',
    {
      measured: found.length,
      limit: 0,
      evidence: found,
      ...(found.length > 0 && { wouldPassIf: `without “${found.join('”, “')}”` }),
    },
  );
}

function subjectLength(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { subject } = visibleWords(candidate, snapshot);
  // What has no letter and no figure is as good as empty: nothing in it can be read.
  const length = isReadable(subject) ? [...subject].length : 0;
  const limit = policy.words.subjectLength;
  const ok = length > 0 && length < limit;
  return finding(
    'tone.subject_length',
    ok ? 'pass' : 'block',
    length === 0
      ? 'The subject is empty: there is no letter in it that can be read.'
      : `The subject has ${plural(length, 'character')}; fewer than ${limit} are wanted.`,
    {
      measured: length,
      limit,
      evidence: [plural(length, 'character')],
      ...(!ok && {
        wouldPassIf: length === 0 ? 'with a subject' : `with ${plural(length - limit + 1, 'character')} less`,
        ...(length > 0 && flipTo('words.subjectLength', length + 1)),
      }),
    },
  );
}

function look(snapshot: Snapshot, policy: Policy): Finding[] {
  return [palette(snapshot, policy), typefaces(snapshot, policy), ...logo(snapshot, policy)];
}

function palette(snapshot: Snapshot, policy: Policy): Finding {
  const { main, accent } = snapshot.workspace.brand.colors;
  const { mainColors, accentColors } = policy.look;
  const ok = main.length <= mainColors && accent.length <= accentColors;
  return finding(
    'tone.palette',
    ok ? 'pass' : 'block',
    `${main.length} main and ${accent.length} accent colours; at most ${mainColors} and ${accentColors}.`,
    {
      measured: `${main.length} + ${accent.length}`,
      limit: `${mainColors} + ${accentColors}`,
      evidence: [...main, ...accent],
      ...(!ok && { wouldPassIf: 'with fewer colours' }),
    },
  );
}

function typefaces(snapshot: Snapshot, policy: Policy): Finding {
  const used = snapshot.sending.email.typefaces;
  const limit = policy.look.fonts;
  const ok = used.length <= limit;
  return finding(
    'tone.typefaces',
    ok ? 'pass' : 'block',
    `The e-mail is set in ${used.length} typefaces; at most ${limit}.`,
    {
      measured: used.length,
      limit,
      evidence: used,
      ...(!ok && { wouldPassIf: `with ${limit} typefaces` }),
      ...(!ok && flipTo('look.fonts', used.length)),
    },
  );
}

function logo(snapshot: Snapshot, policy: Policy): Finding[] {
  const { logoUrl, logoSize } = snapshot.workspace.brand;
  if (!logoUrl || !logoSize) return [];
  const { logoWidth, logoHeight } = policy.words;
  const ok = logoSize.width >= logoWidth && logoSize.height >= logoHeight;
  return [
    finding('tone.logo', ok ? 'pass' : 'block', ok ? 'The logo is large enough.' : 'The logo is too small.', {
      measured: `${logoSize.width} x ${logoSize.height}`,
      limit: `${logoWidth} x ${logoHeight}`,
      evidence: [logoUrl],
      ...(!ok && { wouldPassIf: `with a logo of at least ${logoWidth} x ${logoHeight} pixels` }),
    }),
  ];
}

function scoreFinding(figure: 'brandScore' | 'toneScore', { score, parts }: Score, policy: Policy): Finding {
  const [rule, what] =
    figure === 'brandScore' ? (['tone.brand_score', 'Brand'] as const) : (['tone.tone_score', 'Tone'] as const);
  const limit = policy.words[figure];
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
      ...(!ok && { wouldPassIf: `with: ${lacking.join(', ')}`, ...flipTo(`words.${figure}`, score) }),
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
        limit: 'true',
        evidence: claim.kind === 'expiry' ? [`ends ${claim.expiresAt}`] : [`stock of ${claim.sku}`],
        ...(problem && { wouldPassIf: 'without the claim, or with a fact that supports it' }),
      },
    );
  });
}

function inWords(candidate: Candidate, snapshot: Snapshot, phrase: string): boolean {
  return phrasesIn(visibleWords(candidate, snapshot).all, [phrase]).length > 0;
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

/** Words that speak of how much is left, not of when it ends: a date does not make them true. */
const OF_STOCK = /\b(left|stocks?|gone|few|selling|sold|running out)\b/;

/** Words that claim urgency or scarcity without a claim of their kind that holds them. */
function unfoundedUrgency(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const { claims: made } = candidate.content;
  const found = phrasesIn(visibleWords(candidate, snapshot).all, policy.words.urgency).filter((phrase) => {
    const kind = OF_STOCK.test(phrase) ? 'stock' : 'expiry';
    return !made.some(
      (claim) => claim.kind === kind && (kind === 'expiry' || phrasesIn(claim.phrase, [phrase]).length > 0),
    );
  });
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

/**
 * A language model's words are read by a person until its words for this action have earned a level of their own. What
 * the template library earned does not count.
 */
function writtenBy(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { content, agentId } = candidate;
  const evidence = [`${content.templateId}@${content.templateVersion}`];
  if (content.writtenBy === 'template') {
    return finding('tone.written_by', 'pass', 'Written from the template library.', { measured: 'template', evidence });
  }
  const action = modelCopyAction(candidate.action);
  const level = snapshot.autonomy.find((row) => row.agentId === agentId && row.action === action)?.level ?? 0;
  const needed = policy.copy.unreviewedFromLevel;
  const isEarned = level >= needed;
  return finding(
    'tone.written_by',
    isEarned ? 'pass' : 'review',
    isEarned
      ? `Written by a language model, whose words for this have earned level ${level}.`
      : 'Written by a language model: a person reads it first.',
    {
      measured: `model, level ${level}`,
      limit: `level ${needed}`,
      evidence,
      ...(!isEarned && {
        wouldPassIf: `once its words for this have earned level ${needed}`,
        ...flipTo('copy.unreviewedFromLevel', level),
      }),
    },
  );
}

/** What an SMS should not hold of its own: quotes, dashes and pictures that double its price. Names may. */
function plainCharacters(candidate: Candidate, snapshot: Snapshot): Finding {
  const { companyName } = snapshot.workspace.brand;
  const own = [candidate.content.headline, ...candidate.content.paragraphs, candidate.content.callToAction]
    .map((text) => withoutSlots(text).replaceAll(companyName, ''))
    .join(' ');
  const costly = charactersBeyondGsm(own);
  const ok = costly.length === 0;
  return finding(
    'tone.sms_characters',
    ok ? 'pass' : 'review',
    ok
      ? 'The SMS is written in plain characters.'
      : `“${costly.join('')}” would double what the SMS costs: a person looks first.`,
    {
      measured: costly.length,
      limit: 0,
      evidence: costly,
      ...(!ok && { wouldPassIf: `with ${plainly(costly)}` }),
    },
  );
}

const PLAIN: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '…': '...',
};

/** "' for ’, and without 👋". */
function plainly(costly: readonly string[]): string {
  const replaced = costly.flatMap((character) => (PLAIN[character] ? [`${PLAIN[character]} for ${character}`] : []));
  const dropped = costly.filter((character) => !PLAIN[character]);
  return [...replaced, ...(dropped.length > 0 ? [`nothing for ${dropped.join('')}`] : [])].join(', ');
}
