import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import type { Brief, OfferWords } from './brief';

type ShortBrief = Brief & { readonly offer: OfferWords | null };

/** How an SMS can be stopped; the law asks for it in each one. */
export const SMS_OPT_OUT = 'Reply STOP to opt out.';

function short(
  templateId: string,
  brief: ShortBrief,
  text: readonly string[],
  words: { headline: string; callToAction: string },
): MessageContent {
  return {
    templateId,
    templateVersion: 1,
    writtenBy: 'template',
    subject: '',
    preheader: '',
    headline: words.headline,
    paragraphs: [...text],
    callToAction: words.callToAction,
    landingUrl: brief.landingUrl,
    signature: brief.brand.companyName,
    claims: brief.offer ? [{ kind: 'expiry', phrase: 'good until', expiresAt: brief.offer.expiresAt }] : [],
  };
}

/** Wave of a win-back by SMS: one sentence, the code where there is one, how to stop. */
export function winbackSms(brief: ShortBrief): MessageContent {
  const { companyName } = brief.brand;
  const offer = brief.offer
    ? ` ${brief.offer.percentOff}% off with ${SLOTS.offerCode}, good until ${SLOTS.offerExpires}.`
    : ' We have new things for you to see.';
  return short(
    'winback-sms',
    brief,
    [`Hi ${SLOTS.firstName}, ${companyName} would love to see you again.${offer}`, SMS_OPT_OUT],
    { headline: '', callToAction: 'Visit the shop' },
  );
}

/** Reminder of a cart by SMS, for those who did not open the e-mail. The code is the one they already have. */
export function cartReminderSms(brief: ShortBrief): MessageContent {
  const offer = brief.offer
    ? ` Your code ${SLOTS.offerCode} (${brief.offer.percentOff}% off) is good until ${SLOTS.offerExpires}.`
    : '';
  return short(
    'cart-reminder-sms',
    brief,
    [`Hi ${SLOTS.firstName}, your cart at ${brief.brand.companyName} is still here for you.${offer}`, SMS_OPT_OUT],
    { headline: '', callToAction: 'Return to your cart' },
  );
}

/** Shown on the shop's own pages to somebody whose cart is open. The code is one they already hold. */
export function cartNoteWeb(brief: ShortBrief): MessageContent {
  const offer = brief.offer
    ? ` Your code ${SLOTS.offerCode} gives you ${brief.offer.percentOff}% off and is good until ${SLOTS.offerExpires}.`
    : '';
  return short('cart-note-web', brief, [`Hi ${SLOTS.firstName}, we have kept your cart as you left it.${offer}`], {
    headline: 'Your cart is saved',
    callToAction: 'Return to your cart',
  });
}

/** Win-back shown on the shop's own pages when the customer comes by. */
export function winbackWeb(brief: ShortBrief): MessageContent {
  const offer = brief.offer
    ? `Your code ${SLOTS.offerCode} gives you ${brief.offer.percentOff}% off and is good until ${SLOTS.offerExpires}.`
    : 'These are the newest arrivals since your last visit.';
  return short('winback-web', brief, [`Hi ${SLOTS.firstName}, good to see you again. ${offer}`], {
    headline: 'Welcome back',
    callToAction: 'See what is new',
  });
}
