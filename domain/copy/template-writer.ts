import { SLOTS } from '../templates/slots';
import type { CopyBrief } from './brief';
import { campaignLetter, isCampaignLetter } from './campaign-letters';
import type { CopyWords } from './copy-words';

const GREETING = `Hi ${SLOTS.firstName},`;

/**
 * Words for a brief without a language model: approved copy, the same for the same brief. Also what is used when a model
 * fails. Null where nothing true can be said in this style: no offer that ends, no figure, no such template.
 */
export function writeFromTemplates(brief: CopyBrief): CopyWords | null {
  if (brief.style === 'scarcity' && !brief.offerEnds) return null;
  if (brief.style === 'social_proof' && brief.figures.length === 0) return null;
  if (isCampaignLetter(brief.templateId)) return campaignLetter(brief.templateId, brief);
  switch (brief.templateId) {
    case 'cart-recovery':
      return cartWords(brief);
    case 'winback-discount':
      return winbackWords(brief);
    default:
      return null;
  }
}

function cartWords(brief: CopyBrief): CopyWords {
  const help = `If you would like advice, reply to this e-mail and the team at ${brief.company} will be glad to help.`;
  switch (brief.style) {
    case 'curiosity':
      return {
        subject: `${SLOTS.firstName}, something is waiting for you`,
        plainSubject: 'Something is waiting for you in your cart',
        preheader: 'You chose it, and we kept it for you.',
        headline: 'Remember what you found?',
        paragraphs: [
          `${GREETING} you had a good eye the other day. We kept {{ cart.item_count }} just as you put them together, and there is something more inside for you.`,
          help,
        ],
        callToAction: 'See what is waiting',
      };
    case 'benefit':
      return {
        subject: `${SLOTS.firstName}, {{ offer.percent_off }}% off your cart`,
        plainSubject: '{{ offer.percent_off }}% off the cart you chose',
        preheader: 'Your choice, for less, with one click.',
        headline: 'Your cart, for less',
        paragraphs: [
          `${GREETING} your cart of {{ cart.item_count }} worth {{ cart.value }} now comes with {{ offer.percent_off }}% off. Everything is still there, so you can go on where you stopped.`,
          help,
        ],
        callToAction: 'Save on your cart',
      };
    case 'scarcity':
      return {
        subject: `${SLOTS.firstName}, your code has a last day`,
        plainSubject: 'The code for your cart has a last day',
        preheader: 'Your personal code is good until the day named inside.',
        headline: 'Your code, while it lasts',
        paragraphs: [
          `${GREETING} your cart of {{ cart.item_count }} is still here, and so is your personal code. It has a last day, so we wanted you to know in time.`,
          help,
        ],
        callToAction: 'Use your code',
      };
    case 'social_proof':
      return {
        subject: `${SLOTS.firstName}, you are in good company`,
        plainSubject: 'You are in good company with your cart',
        preheader: `${figureOf(brief)} customers chose ${brief.company} lately.`,
        headline: 'In good company',
        paragraphs: [
          `${GREETING} ${figureOf(brief)} customers ordered from ${brief.company} in the last month. Your {{ cart.item_count }} are still here for you to join them.`,
          help,
        ],
        callToAction: 'Return to your cart',
      };
  }
}

function winbackWords(brief: CopyBrief): CopyWords {
  const close = 'Have a look around whenever it suits you, and tell us if we can help you find something.';
  switch (brief.style) {
    case 'curiosity':
      return {
        subject: `${SLOTS.firstName}, we set something aside for you`,
        plainSubject: 'We set something aside for you',
        preheader: `A welcome back from ${brief.company}.`,
        headline: 'Something is waiting for you',
        paragraphs: [
          `${GREETING} it has been a while, and we set something aside for your next visit to ${brief.company}.`,
          close,
        ],
        callToAction: 'See what it is',
      };
    case 'benefit':
      return {
        subject: `${SLOTS.firstName}, {{ offer.percent_off }}% off to come back`,
        plainSubject: '{{ offer.percent_off }}% off your next visit',
        preheader: `A thank-you from ${brief.company}.`,
        headline: 'Come back for less',
        paragraphs: [
          `${GREETING} your next visit to ${brief.company} comes with {{ offer.percent_off }}% off, as a thank you for the time you shopped with us.`,
          close,
        ],
        callToAction: 'Save on your visit',
      };
    case 'scarcity':
      return {
        subject: `${SLOTS.firstName}, your code has a last day`,
        plainSubject: 'Your welcome-back code has a last day',
        preheader: 'Your personal code is good until the day named inside.',
        headline: 'A welcome back, with a last day',
        paragraphs: [
          `${GREETING} we made a code for you at ${brief.company}. It has a last day, so we wanted you to know in time.`,
          close,
        ],
        callToAction: 'Use your code',
      };
    case 'social_proof':
      return {
        subject: `${SLOTS.firstName}, see who came back`,
        plainSubject: 'You would be in good company',
        preheader: `${figureOf(brief)} customers chose ${brief.company} lately.`,
        headline: 'In good company',
        paragraphs: [
          `${GREETING} ${figureOf(brief)} customers ordered from ${brief.company} in the last month. We would love to welcome you back among them.`,
          close,
        ],
        callToAction: 'Visit the shop again',
      };
  }
}

function figureOf(brief: CopyBrief): string {
  return brief.figures[0]?.value ?? '';
}
