import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import { type Brief, fittingSubject, GREETING, type OfferWords } from './brief';
import { expiryClaim, offerSentence } from './cart-recovery';

export type WinbackBrief = Brief & { readonly offer: OfferWords | null };

/** A true stock figure that a scarcity message may lean on. */
export type StockFact = { readonly sku: string; readonly stock: number };

function letter(
  brief: WinbackBrief,
  words: Pick<MessageContent, 'templateId' | 'subject' | 'preheader' | 'headline' | 'callToAction'> & {
    paragraphs: string[];
    claims?: MessageContent['claims'];
  },
): MessageContent {
  const { offer } = brief;
  const { callToAction, claims = [], headline, paragraphs, preheader, subject, templateId } = words;
  // One for every arm and customer, and each is recorded: the members in the order of a record, and no copies of `words`.
  return {
    callToAction,
    claims: offer ? [...claims, expiryClaim(offer)] : claims,
    headline,
    landingUrl: brief.landingUrl,
    paragraphs: offer ? [...paragraphs, offerSentence(offer)] : paragraphs,
    preheader,
    signature: brief.brand.signature,
    subject,
    templateId,
    templateVersion: 1,
    writtenBy: 'template',
  };
}

/** Win-back that leads with a discount. */
export function winbackDiscount(brief: WinbackBrief & { readonly offer: OfferWords }): MessageContent {
  const percent = `${brief.offer.percentOff}%`;
  return letter(brief, {
    templateId: 'winback-discount',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, ${percent} off to welcome you back`,
      `${percent} off to welcome you back`,
    ]),
    preheader: `A thank-you from ${brief.brand.companyName} for the time you shopped with us.`,
    headline: 'It would be lovely to see you again',
    paragraphs: [
      `${GREETING} it has been a while since your last visit to ${brief.brand.companyName}, and we would love to welcome you back.`,
      'Here are a few things we think you will like, and something to say thank you.',
    ],
    callToAction: 'See what we picked for you',
  });
}

/** Win-back that leads with what is new. */
export function winbackNewProducts(brief: WinbackBrief): MessageContent {
  return letter(brief, {
    templateId: 'winback-new-products',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, here is what is new since your visit`,
      'Here is what is new since your visit',
    ]),
    preheader: `New at ${brief.brand.companyName}, chosen for you to look through.`,
    headline: 'New since you were last here',
    paragraphs: [
      `${GREETING} a lot has happened at ${brief.brand.companyName} since your last visit. These are the newest arrivals on our shelves.`,
      'Have a look around whenever it suits you, and tell us if we can help you find something.',
    ],
    callToAction: 'Look at the new arrivals',
  });
}

/** Win-back that leads with a true shortage: the stock figure is in the words and in the claim. */
export function winbackScarcityStock(brief: WinbackBrief & { readonly stock: StockFact }): MessageContent {
  const left = `only ${brief.stock.stock} left in stock`;
  return letter(brief, {
    templateId: 'winback-scarcity-stock',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, a favourite you may want to catch`,
      'A favourite you may want to catch',
    ]),
    preheader: `One of our pieces is down to ${brief.stock.stock}.`,
    headline: 'A favourite, before it is sold out',
    paragraphs: [
      `${GREETING} we thought of you: of the first piece shown here there are ${left} at ${brief.brand.companyName}.`,
      'If it is something for you, we will be happy to send it on its way.',
    ],
    callToAction: 'Have a look at it',
    claims: [{ kind: 'stock', phrase: left, sku: brief.stock.sku, stock: brief.stock.stock }],
  });
}

/** Win-back that leads with the true end of the offer. */
export function winbackScarcityExpiry(brief: WinbackBrief & { readonly offer: OfferWords }): MessageContent {
  const percent = `${brief.offer.percentOff}%`;
  return letter(brief, {
    templateId: 'winback-scarcity-expiry',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, ${percent} off until your code expires`,
      `${percent} off until your code expires`,
    ]),
    preheader: `Your personal code at ${brief.brand.companyName} has a last day.`,
    headline: 'A welcome back, with a last day',
    paragraphs: [
      `${GREETING} we set aside a code for you at ${brief.brand.companyName}. After its last day it is gone for good, so we wanted you to know in time.`,
      'These are some of the things you could use it for.',
    ],
    callToAction: 'Use your code',
    claims: [{ kind: 'expiry', phrase: 'expires', expiresAt: brief.offer.expiresAt }],
  });
}

/** For customers of high value: a personal letter, no blanket discount. */
export function winbackConcierge(brief: Brief): MessageContent {
  return letter(
    { ...brief, offer: null },
    {
      templateId: 'winback-concierge',
      subject: fittingSubject(brief, [
        `${SLOTS.firstName}, may we do something for you?`,
        'May we do something for you?',
      ]),
      preheader: `A personal note from ${brief.brand.companyName}.`,
      headline: 'A personal note',
      paragraphs: [
        `${GREETING} you have been one of the customers we are most grateful for at ${brief.brand.companyName}, and we noticed that you have not been with us for a while.`,
        'If something was not as it should have been, we would like to put it right. And if you are looking for something in particular, tell us: one of us will find it for you.',
        'Just reply to this e-mail. A person will read it and answer you.',
      ],
      callToAction: 'Tell us how we can help',
    },
  );
}

/** Day 14, to those who did not answer: short, no pressure, an easy way out. */
export function winbackFollowUp(brief: Brief): MessageContent {
  return letter(
    { ...brief, offer: null },
    {
      templateId: 'winback-follow-up',
      subject: fittingSubject(brief, [`${SLOTS.firstName}, shall we stay in touch?`, 'Shall we stay in touch?']),
      preheader: 'One question, and then we leave you in peace.',
      headline: 'Shall we stay in touch?',
      paragraphs: [
        `${GREETING} we wrote to you from ${brief.brand.companyName} some days ago and would be happy to see you again.`,
        'If you would rather hear less from us, the link at the end of this e-mail takes care of that at once. Either way, thank you for having been our customer.',
      ],
      callToAction: 'Visit the shop',
    },
  );
}
