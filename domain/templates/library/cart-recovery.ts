import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import { type Brief, fittingSubject, GREETING, items, type OfferWords } from './brief';

export type CartBrief = Brief & {
  readonly itemCount: number;
  /** Value of the cart, in words of its currency. */
  readonly valueText: string;
  readonly offer: OfferWords | null;
};

/** E-mail about a cart that was left: warm, product first, the discount where there is one. */
export function cartRecovery(brief: CartBrief): MessageContent {
  return {
    templateId: 'cart-recovery',
    templateVersion: 1,
    writtenBy: 'template',
    subject: brief.offer
      ? fittingSubject(brief, [
          `${SLOTS.firstName}, ${brief.offer.percentOff}% off the cart you left with us`,
          `${brief.offer.percentOff}% off the cart you left with us`,
        ])
      : fittingSubject(brief, [`${SLOTS.firstName}, your cart is still here`, 'Your cart is still here']),
    preheader: `We kept ${items(brief.itemCount)} for you to come back to.`,
    headline: 'Your cart is where you left it',
    paragraphs: [
      `${GREETING} you picked ${items(brief.itemCount)} worth ${brief.valueText} and left before checking out. Your cart is still here, just as you put it together.`,
      ...(brief.offer ? [offerSentence(brief.offer)] : []),
      `Not sure about something? Reply to this e-mail and the team at ${brief.brand.companyName} will be glad to help you choose.`,
    ],
    callToAction: 'Return to your cart',
    landingUrl: brief.landingUrl,
    signature: brief.brand.signature,
    claims: brief.offer ? [expiryClaim(brief.offer)] : [],
  };
}

/** The same for customers of high value: a person offering help, the discount mentioned in passing. */
export function cartConcierge(brief: CartBrief): MessageContent {
  return {
    templateId: 'cart-concierge',
    templateVersion: 1,
    writtenBy: 'template',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, may we help with your order?`,
      'May we help with your order?',
    ]),
    preheader: `Your cart of ${items(brief.itemCount)} is kept for you.`,
    headline: 'May we help with your order?',
    paragraphs: [
      `${GREETING} thank you for choosing ${brief.brand.companyName} again. You put together ${items(brief.itemCount)} worth ${brief.valueText}, and your cart is still here for you.`,
      'If you would like advice on any of it, or have a wish about delivery, reply to this e-mail and one of us will take care of it personally.',
      ...(brief.offer ? [offerSentence(brief.offer)] : []),
    ],
    callToAction: 'Return to your cart',
    landingUrl: brief.landingUrl,
    signature: brief.brand.signature,
    claims: brief.offer ? [expiryClaim(brief.offer)] : [],
  };
}

/** What the code gives and how long: true because the code itself ends then. */
export function offerSentence(offer: Pick<OfferWords, 'percentOff'>): string {
  return `With your code ${SLOTS.offerCode} you get ${offer.percentOff}% off. It works once and is good until ${SLOTS.offerExpires}.`;
}

/** The claim that sentence makes. */
export function expiryClaim(offer: OfferWords): MessageContent['claims'][number] {
  return { kind: 'expiry', phrase: 'good until', expiresAt: offer.expiresAt };
}
