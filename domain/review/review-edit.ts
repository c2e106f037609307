import { z } from 'zod';
import { expectedValue } from '../agents/proposal';
import { FIXED_WORDS } from '../channels/whatsapp-template';
import type { Candidate } from '../decisions/candidate';
import { retimed } from '../decisions/timing';
import { KnownInstant } from '../shared/known-instant';
import type { MessageContent } from '../templates/content';
import { writingProblem } from '../templates/writing-problem';
import { newFigures } from './new-figures';

const line = (max: number) => z.string().trim().min(1).max(max).optional();

/** What a reviewer may change of a message; what is left out stays as the agent wrote it. `sendAt` is an instant. */
export const ReviewEdit = z
  .object({
    subject: line(200),
    preheader: z.string().trim().max(200).optional(),
    headline: line(200),
    paragraphs: z.array(z.string().trim().min(1).max(2_000)).min(1).max(12).optional(),
    callToAction: line(80),
    percentOff: z.number().int().min(1).max(90).optional(),
    sendAt: KnownInstant.optional(),
  })
  .strict();
export type ReviewEdit = z.infer<typeof ReviewEdit>;

/** Why an edit cannot be made of this candidate, in words. */
export class EditRefused extends Error {}

/**
 * The candidate as the reviewer wants it. A discount changes what the code may cost in proportion, and with it what the
 * message is expected to bring, and never comes to a message without one; a claim whose phrase is gone from the words is no longer made. Throws EditRefused, in words,
 * where nothing would change, where the words cannot be read as they are written, or where the time lies in the past.
 */
export function edited(candidate: Candidate, edit: ReviewEdit, now: Date): Candidate {
  const { percentOff, sendAt, ...words } = edit;
  if (candidate.content.whatsapp && (percentOff !== undefined || Object.values(words).some(Boolean))) {
    throw new EditRefused(FIXED_WORDS);
  }
  const problem = Object.values(words).flat().map(writingProblem).find(Boolean);
  if (problem) throw new EditRefused(problem);
  if (percentOff !== undefined && !candidate.offer) {
    throw new EditRefused('This message gives no discount: an edit cannot add one.');
  }
  if (sendAt !== undefined && new Date(sendAt) < now && sendAt !== candidate.sendAt) {
    throw new EditRefused('The send time lies in the past.');
  }
  const content = withWords(candidate.content, words);
  const figures = newFigures(
    wordsOf(candidate.content).join('\n'),
    wordsOf(content).join('\n'),
    percentsOf(candidate, edit),
  );
  if (figures.length > 0) throw new EditRefused(unbacked(figures));
  const moved = sendAt === undefined ? candidate : retimed(candidate, new Date(sendAt));
  const claims = content.claims.map(
    (claim) => moved.content.claims.find((each) => each.phrase === claim.phrase) ?? claim,
  );
  const changed = { ...withPercent(moved, percentOff), content: { ...content, claims } };
  if (JSON.stringify(changed) === JSON.stringify(candidate)) throw new EditRefused('Nothing was changed.');
  return changed;
}

function percentsOf({ offer }: Candidate, { percentOff }: ReviewEdit): number[] {
  return offer ? [percentOff ?? offer.percentOff] : [];
}

function unbacked(figures: readonly string[]): string {
  const list = figures.map((figure) => `“${figure}”`).join(', ');
  return `${list}: an edit brings no figures, codes, telephone numbers or addresses of its own, since nothing here backs them. Leave that out.`;
}

function withWords(content: MessageContent, words: Omit<ReviewEdit, 'percentOff' | 'sendAt'>): MessageContent {
  const said = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  const next: MessageContent = { ...content, ...said };
  const text = wordsOf(next).join('\n').toLowerCase();
  return { ...next, claims: next.claims.filter((claim) => text.includes(claim.phrase.toLowerCase())) };
}

function withPercent(candidate: Candidate, percentOff: number | undefined): Candidate {
  const { offer } = candidate;
  if (!offer || percentOff === undefined || percentOff === offer.percentOff) return candidate;
  const maxCostCents = Math.ceil((offer.maxCostCents * percentOff) / offer.percentOff);
  // What the code may cost is its share of the value at stake: the value is told by it, to the cent or two.
  const valueCents = Math.round((offer.maxCostCents * 100) / offer.percentOff);
  return {
    ...candidate,
    offer: { ...offer, percentOff, maxCostCents },
    expectedValueCents: expectedValue(candidate, valueCents, { percentOff }),
  };
}

/** Every text of a message that a reader sees, in reading order. */
export function wordsOf(content: MessageContent): string[] {
  return [content.subject, content.preheader, content.headline, ...content.paragraphs, content.callToAction];
}
