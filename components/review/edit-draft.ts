import type { ReviewSubject } from '@/components/decisions/decision-data';
import { restatePercent } from '@/domain/review/restate-percent';
import type { ReviewEdit } from '@/domain/review/review-edit';

type Content = NonNullable<ReviewSubject['chosen']>['content'];

/** What stands in the editor; `paragraphs` as one text, an empty line between two. `sendAt` as a date-time field has it. */
export type EditDraft = {
  subject: string;
  preheader: string;
  headline: string;
  body: string;
  callToAction: string;
  /** Null where the message gives none, or none that can be changed. */
  percentOff: number | null;
  /** Minutes by which the message is put off; 0 leaves its time. */
  delayMinutes: number;
};

const BREAK = /\n\s*\n/;

/** The message as the agent wrote it, ready to be edited. */
export function draftOf(chosen: NonNullable<ReviewSubject['chosen']>): EditDraft {
  const { subject, preheader, headline, paragraphs, callToAction, whatsapp } = chosen.content;
  // Words that WhatsApp approved name what they name.
  const percentOff = whatsapp ? null : (chosen.offer?.percentOff ?? null);
  return { subject, preheader, headline, body: paragraphs.join('\n\n'), callToAction, percentOff, delayMinutes: 0 };
}

/** The draft with another discount, named so wherever its words named the old one. */
export function withPercent(draft: EditDraft, percentOff: number): EditDraft {
  const from = draft.percentOff;
  if (from === null || from === percentOff) return draft;
  const say = (text: string) => restatePercent(text, from, percentOff);
  return {
    ...draft,
    percentOff,
    subject: say(draft.subject),
    preheader: say(draft.preheader),
    headline: say(draft.headline),
    body: say(draft.body),
    callToAction: say(draft.callToAction),
  };
}

/** What of a draft differs from the message, as the server takes it; null where nothing does. */
export function editOf(chosen: NonNullable<ReviewSubject['chosen']>, draft: EditDraft, now: Date): ReviewEdit | null {
  const { content, offer } = chosen;
  const words = content.whatsapp ? {} : changedWords(content, draft);
  const isOther = offer !== null && draft.percentOff !== null && draft.percentOff !== offer.percentOff;
  const edit: ReviewEdit = {
    ...words,
    ...(isOther && draft.percentOff !== null && { percentOff: draft.percentOff }),
    ...(draft.delayMinutes > 0 && { sendAt: delayed(chosen.sendAt, now, draft.delayMinutes) }),
  };
  return Object.keys(edit).length === 0 ? null : edit;
}

function changedWords(content: Content, draft: EditDraft): ReviewEdit {
  const paragraphs = paragraphsOf(draft.body);
  return {
    ...(draft.subject.trim() !== content.subject && { subject: draft.subject.trim() }),
    ...(draft.preheader.trim() !== content.preheader && { preheader: draft.preheader.trim() }),
    ...(draft.headline.trim() !== content.headline && { headline: draft.headline.trim() }),
    ...(draft.callToAction.trim() !== content.callToAction && { callToAction: draft.callToAction.trim() }),
    ...(paragraphs.join('\n\n') !== content.paragraphs.join('\n\n') && { paragraphs }),
  };
}

function paragraphsOf(body: string): string[] {
  return body
    .split(BREAK)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** Counted from the message's own time, or from now where that is over; to the minute, so that a check can be kept. */
function delayed(sendAt: string, now: Date, minutes: number): string {
  const from = Math.max(Date.parse(sendAt), now.getTime());
  const MINUTE = 60_000;
  return new Date(Math.ceil(from / MINUTE) * MINUTE + minutes * MINUTE).toISOString();
}

/** Every text of a draft, in reading order, as one: what the word by word comparison looks at. */
export function textOf({ subject, preheader, headline, body, callToAction }: EditDraft): string {
  return [subject, preheader, headline, body, callToAction].join('\n\n');
}
