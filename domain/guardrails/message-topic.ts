import { actionKind } from '../agents/agent-cards';
import type { Candidate } from '../decisions/candidate';
import { slotsIn } from '../templates/slots';

/** What a message is about, for customers who want to hear of some things only. */
export type MessageTopic = 'promotion' | 'reminder' | 'product update';

/** Anything that speaks of a discount is a promotion, and so is what is neither about a cart nor about products. */
export function topicOf({ action, content, offer, products }: Candidate): MessageTopic {
  const texts = [content.subject, content.preheader, content.headline, ...content.paragraphs];
  const speaksOfCode = texts.some((text) => slotsIn(text).some((slot) => slot.startsWith('offer.')));
  if (offer || speaksOfCode || texts.some((text) => /\d\s?%/.test(text))) return 'promotion';
  if (actionKind(action) === 'cart') return 'reminder';
  return products.length > 0 ? 'product update' : 'promotion';
}
