import { type CopyFacts, type CopyWords, canFill, withFacts } from '../copy/copy-words';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { moneyText } from '../shared/money-text';
import { items } from '../templates/library';
import { fillSlots, slotsIn } from '../templates/slots';

/**
 * The candidate in the words this customer gets: of their arm while a test of this message runs, of its winner
 * afterwards. The discount, its code and end, the landing page, the signature and the products stay what the agent said.
 * Unchanged where nothing is tested, or where a fact that any arm names is missing.
 */
export function inAssignedWords(candidate: Candidate, snapshot: Snapshot, policy: Policy): Candidate {
  const assigned = snapshot.words.find(
    ({ agentId, action, channel, templateId }) =>
      agentId === candidate.agentId &&
      action === candidate.action &&
      channel === candidate.channel &&
      templateId === candidate.content.templateId,
  );
  if (!assigned) return candidate;
  const facts = factsOf(candidate, snapshot);
  const known: Readonly<Record<string, string | null>> = { ...facts, 'customer.first_name': '' };
  if (assigned.slots.some((slot) => known[slot] == null)) return candidate;
  const { experimentId, variantId, style, draftId, isTest, draw, words, writtenBy } = assigned;
  const marked = { ...candidate, variant: { experimentId, variantId, style, draftId, isTest, ...(draw && { draw }) } };
  if (!words || !canFill(words, facts)) return marked;
  return { ...marked, content: { ...contentOf(candidate, withFacts(words, facts), snapshot, policy), writtenBy } };
}

function factsOf(candidate: Candidate, { cart, liveOffers, workspace }: Snapshot): CopyFacts {
  const held = liveOffers.find((offer) => offer.expiresAt > candidate.sendAt);
  const percentOff = candidate.offer?.percentOff ?? (codeSentences(candidate).length > 0 ? held?.percentOff : null);
  return {
    'offer.percent_off': percentOff == null ? null : String(percentOff),
    'cart.item_count': cart ? items(cart.lines.reduce((sum, line) => sum + line.quantity, 0)) : null,
    'cart.value': cart ? moneyText(cart.valueCents, workspace.currency) : null,
  };
}

/** The library's own sentences with the code: what it gives and when it ends is never written by anybody else. */
function codeSentences({ content }: Candidate): string[] {
  return content.paragraphs.filter((text) => slotsIn(text).includes('offer.code'));
}

function contentOf(candidate: Candidate, words: CopyWords, snapshot: Snapshot, policy: Policy): Candidate['content'] {
  const [opening, ...rest] = words.paragraphs;
  const { firstName } = snapshot.customer;
  const filled = fillSlots(words.subject, { 'customer.first_name': firstName });
  const fits = firstName !== null && [...filled].length < policy.words.subjectLength;
  return {
    ...candidate.content,
    subject: fits ? words.subject : words.plainSubject,
    preheader: words.preheader,
    headline: words.headline,
    paragraphs: [...(opening ? [opening] : []), ...codeSentences(candidate), ...rest],
    callToAction: words.callToAction,
  };
}
