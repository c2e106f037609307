import type { CampaignChannel, CampaignTemplateId } from '../../campaigns/campaign-ids';
import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import { type Brief, fittingSubject, GREETING, type OfferWords } from './brief';
import { expiryClaim, offerSentence } from './cart-recovery';
import { SMS_OPT_OUT } from './short-messages';

export type CampaignBrief = Brief & {
  readonly offer: OfferWords | null;
  /** Whether pictures of products stand below the words. */
  readonly showsProducts: boolean;
  readonly channel: CampaignChannel;
};

type Letter = Pick<MessageContent, 'subject' | 'preheader' | 'headline' | 'paragraphs' | 'callToAction'>;

/**
 * The words of a step of a campaign. What a discount gives is said in all of them, where one is given. Those free on WhatsApp
 * are the short ones: its letters are what WhatsApp approved.
 */
export function campaignMessage(asked: CampaignTemplateId, brief: CampaignBrief): MessageContent {
  const template = brief.channel === 'whatsapp' ? 'campaign-short' : asked;
  const isShort = template === 'campaign-short' || template === 'campaign-web';
  const words = isShort ? shortWords(brief) : LETTERS[template](brief);
  return {
    ...words,
    templateId: template,
    templateVersion: 1,
    writtenBy: 'template',
    paragraphs: isShort || !brief.offer ? words.paragraphs : [...words.paragraphs, offerSentence(brief.offer)],
    landingUrl: brief.landingUrl,
    signature: isShort ? brief.brand.companyName : brief.brand.signature,
    claims: brief.offer ? [expiryClaim(brief.offer)] : [],
  };
}

function shortWords({ brand, offer, channel }: CampaignBrief): Letter {
  const given = offer
    ? `Your code ${SLOTS.offerCode} gives you ${offer.percentOff}% off and is good until ${SLOTS.offerExpires}.`
    : 'There are new things for you to see.';
  const isText = channel === 'sms' || channel === 'whatsapp';
  const greeting = channel === 'web' ? 'good to see you.' : `greetings from ${brand.companyName}.`;
  return {
    subject: '',
    preheader: '',
    headline: isText ? '' : brand.companyName,
    paragraphs: [`Hi ${SLOTS.firstName}, ${greeting} ${given}`, ...(isText ? [SMS_OPT_OUT] : [])],
    callToAction: 'Visit the shop',
  };
}

const LETTERS: Record<
  Exclude<CampaignTemplateId, 'campaign-short' | 'campaign-web'>,
  (brief: CampaignBrief) => Letter
> = {
  'campaign-welcome': (brief) => ({
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, welcome to ${brief.brand.companyName}`,
      `Welcome to ${brief.brand.companyName}`,
      'Welcome',
    ]),
    preheader: 'It is good to have you with us.',
    headline: 'Welcome',
    paragraphs: [
      `${GREETING} thank you for joining ${brief.brand.companyName}. We are glad that you found us.`,
      shown(brief, 'To help you find your way, here are a few of our newest pieces.'),
      'If you have a question before you choose, reply to this e-mail. A person will read it and answer you.',
    ],
    callToAction: 'Have a look around',
  }),
  'campaign-thanks': (brief) => ({
    subject: fittingSubject(brief, [`${SLOTS.firstName}, thank you from all of us`, 'Thank you from all of us']),
    preheader: `A thank-you from ${brief.brand.companyName}.`,
    headline: 'Thank you',
    paragraphs: [
      `${GREETING} you have come back to ${brief.brand.companyName} again, and we wanted to say thank you. Customers like you are the reason we enjoy what we do.`,
      shown(brief, 'Here is what has arrived since.'),
      'If there is anything we can do better for you, reply to this e-mail and tell us.',
    ],
    callToAction: 'See what is new for you',
  }),
  'campaign-season': (brief) => ({
    subject: fittingSubject(brief, [`${SLOTS.firstName}, our picks for the season`, 'Our picks for the season']),
    preheader: `What we love at ${brief.brand.companyName} just now.`,
    headline: 'Our picks for the season',
    paragraphs: [
      `${GREETING} a new season is a good reason to look around. The team at ${brief.brand.companyName} has picked what we would choose ourselves.`,
      shown(brief, 'You find a few of these pieces below.'),
      'Would you like help with choosing? Reply to this e-mail, and one of us will be happy to give it.',
    ],
    callToAction: 'Discover our picks',
  }),
  'campaign-news': (brief) => ({
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, news from ${brief.brand.companyName}`,
      `News from ${brief.brand.companyName}`,
      'News from the shop',
    ]),
    preheader: `What has happened at ${brief.brand.companyName}.`,
    headline: 'News from the shop',
    paragraphs: [
      `${GREETING} it is time to tell you what has happened at ${brief.brand.companyName}.`,
      shown(brief, 'These are the pieces we are most happy to show you.'),
      'Have a look whenever it suits you. And if you look for something in particular, reply and tell us.',
    ],
    callToAction: 'See the news',
  }),
};

function shown({ showsProducts }: CampaignBrief, words: string): string {
  return showsProducts ? words : 'Have a look around whenever it suits you, and take all the time you like.';
}
