import type { MessageContent } from '../content';
import { SLOTS } from '../slots';
import { type Brief, fittingSubject, GREETING, type OfferWords } from './brief';
import { expiryClaim, offerSentence } from './cart-recovery';

export type LifecycleBrief = Brief & {
  /** Whether products are shown below the words. */
  readonly showsProducts: boolean;
};

type Words = Pick<MessageContent, 'templateId' | 'subject' | 'preheader' | 'headline' | 'paragraphs' | 'callToAction'>;

function letter(brief: Brief, words: Words, offer: OfferWords | null = null): MessageContent {
  return {
    ...words,
    templateVersion: 1,
    writtenBy: 'template',
    paragraphs: offer ? [...words.paragraphs, offerSentence(offer)] : words.paragraphs,
    landingUrl: brief.landingUrl,
    signature: brief.brand.signature,
    claims: offer ? [expiryClaim(offer)] : [],
  };
}

/** First letter to somebody who has just joined: who we are, and where to ask. */
export function lifecycleWelcome(brief: LifecycleBrief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-welcome',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, welcome to ${companyName}`, `Welcome to ${companyName}`]),
    preheader: 'It is good to have you with us.',
    headline: 'Welcome',
    paragraphs: [
      `${GREETING} thank you for joining ${companyName}. We are glad that you found us.`,
      brief.showsProducts
        ? 'To help you find your way, here are a few of our newest pieces. Take all the time you like.'
        : 'Have a look around whenever it suits you, and take all the time you like.',
      'If you have a question before you choose, reply to this e-mail. A person will read it and answer you.',
    ],
    callToAction: 'Have a look around',
  });
}

/** Second letter of the onboarding: how to get the most of the shop, no pressure. */
export function lifecycleDiscover(brief: LifecycleBrief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-discover',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, may we show you around?`, 'May we show you around?']),
    preheader: `A few good places to begin at ${companyName}.`,
    headline: 'A good place to begin',
    paragraphs: [
      `${GREETING} you joined ${companyName} a few days ago, and we thought you might like a hand in finding your way.`,
      brief.showsProducts
        ? 'We picked some pieces for you to begin with. You will find everything else just one step further.'
        : 'Everything we have is on our pages, whenever it suits you.',
      'Tell us what you are looking for by replying to this e-mail, and we will be happy to help you choose.',
    ],
    callToAction: 'Discover the shop',
  });
}

/** Standard letter to an active customer: what is new. */
export function lifecycleNews(brief: LifecycleBrief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-news',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, news from ${companyName}`, `News from ${companyName}`]),
    preheader: 'What has come in, chosen for you to look through.',
    headline: 'New on our shelves',
    paragraphs: [
      `${GREETING} thank you for being with us. Here is what has come in at ${companyName} of late.`,
      'Have a look whenever it suits you. If something catches your eye and you would like to know more, just reply to this e-mail.',
    ],
    callToAction: 'See what is new',
  });
}

/** To somebody who ordered of late: what goes with it. */
export function lifecycleUpsell(brief: LifecycleBrief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-upsell',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, more you may enjoy`, 'More you may enjoy']),
    preheader: `A thank-you for your order, and some ideas from ${companyName}.`,
    headline: 'Thank you for your order',
    paragraphs: [
      `${GREETING} thank you for ordering from ${companyName}. We hope that you enjoy it.`,
      'These are the pieces we would show you next if you came by.',
      'Is anything not as you wished? Reply to this e-mail, and we will put it right.',
    ],
    callToAction: 'See our suggestions',
  });
}

/** Content of value to somebody who grows quiet: help first, nothing asked. */
export function lifecycleValue(brief: LifecycleBrief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-value',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, can we help you choose?`, 'Can we help you choose?']),
    preheader: `Advice from ${companyName}, whenever you like.`,
    headline: 'We are here to help',
    paragraphs: [
      `${GREETING} choosing is easier with somebody who knows the pieces. That is what the team at ${companyName} is here for.`,
      'Tell us what you are looking for, and for whom, and you will get an honest answer: also when the answer is that you need nothing new.',
      brief.showsProducts
        ? 'Below is what we would show you first today.'
        : 'Just reply to this e-mail. A person will read it and answer you.',
    ],
    callToAction: 'Have a look with us',
  });
}

/** To somebody we are about to lose: a thank-you with a code. */
export function lifecycleRetention(brief: LifecycleBrief & { readonly offer: OfferWords }): MessageContent {
  const { companyName } = brief.brand;
  const percent = `${brief.offer.percentOff}%`;
  return letter(
    brief,
    {
      templateId: 'lifecycle-retention',
      subject: fittingSubject(brief, [
        `${SLOTS.firstName}, ${percent} off as a thank-you`,
        `${percent} off as a thank-you`,
      ]),
      preheader: `Something for you from ${companyName}.`,
      headline: 'A small thank-you',
      paragraphs: [
        `${GREETING} thank you for the time you have spent with us at ${companyName}. We would be glad to see you again.`,
        brief.showsProducts
          ? 'Here are some pieces we think you will like, and something to say thank you.'
          : 'So here is something from us to you.',
      ],
      callToAction: 'Choose something you like',
    },
    brief.offer,
  );
}

/** To a customer of high value who is well: a personal thank-you, nothing sold. */
export function lifecycleConcierge(brief: Brief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-concierge',
    subject: fittingSubject(brief, [`${SLOTS.firstName}, a word of thanks`, 'A word of thanks']),
    preheader: `A personal note from ${companyName}.`,
    headline: 'A word of thanks',
    paragraphs: [
      `${GREETING} you are one of the customers we are most grateful for at ${companyName}, and we wanted to say thank you.`,
      'If you are planning something, or looking for a piece that is hard to find, tell us. One of us will take care of it for you personally.',
      'Just reply to this e-mail whenever you like.',
    ],
    callToAction: 'Tell us how we can help',
  });
}

/** To a customer of high value who grows quiet: a person asks whether all is well. */
export function lifecycleOutreach(brief: Brief): MessageContent {
  const { companyName } = brief.brand;
  return letter(brief, {
    templateId: 'lifecycle-outreach',
    subject: fittingSubject(brief, [
      `${SLOTS.firstName}, is everything to your liking?`,
      'Is everything to your liking?',
    ]),
    preheader: `A personal note from ${companyName}.`,
    headline: 'Is everything to your liking?',
    paragraphs: [
      `${GREETING} you are one of the customers closest to ${companyName}, and we would like to ask how you are getting on.`,
      'If something was not as it should have been, please tell us: we would like to put it right. And if you are looking for something, one of us will find it for you.',
      'Reply to this e-mail, and a person will answer you.',
    ],
    callToAction: 'Write to us',
  });
}
