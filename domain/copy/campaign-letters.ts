import { SLOTS } from '../templates/slots';
import type { CopyBrief } from './brief';
import type { CopyWords } from './copy-words';

const GREETING = `Hi ${SLOTS.firstName},`;
const HELP = 'If you would like help with anything, reply to this e-mail, and a person will read it and answer you.';

type Letter = Pick<CopyWords, 'subject' | 'plainSubject' | 'preheader' | 'headline' | 'callToAction'> & {
  opening: string;
};

/** E-mails of campaigns that the template writer can write, by what they are about. */
export const CAMPAIGN_LETTERS = ['campaign-welcome', 'campaign-thanks', 'campaign-season', 'campaign-news'] as const;
type CampaignLetter = (typeof CAMPAIGN_LETTERS)[number];

/** Whether a template is an e-mail of a campaign. */
export function isCampaignLetter(templateId: string): templateId is CampaignLetter {
  return (CAMPAIGN_LETTERS as readonly string[]).includes(templateId);
}

/** Words for an e-mail of a campaign without a discount; null for a style that needs one. */
export function campaignLetter(templateId: CampaignLetter, brief: CopyBrief): CopyWords | null {
  const letter = letterOf(templateId, brief);
  if (!letter) return null;
  const { opening, ...words } = letter;
  return { ...words, paragraphs: [`${GREETING} ${opening}`, HELP] };
}

function letterOf(templateId: CampaignLetter, brief: CopyBrief): Letter | null {
  switch (brief.style) {
    case 'curiosity':
      return CURIOUS[templateId](brief);
    case 'benefit':
      return USEFUL[templateId](brief);
    case 'social_proof':
      return inGoodCompany(brief);
    case 'scarcity':
      return null;
  }
}

type Write = (brief: CopyBrief) => Letter;

// What is said here is true of every shop: no staff, selection or habit is made up.
const CURIOUS: Record<CampaignLetter, Write> = {
  'campaign-welcome': ({ company }) => ({
    subject: `${SLOTS.firstName}, where would you begin?`,
    plainSubject: 'Where would you begin?',
    preheader: `A first look around ${company}.`,
    headline: 'Where would you begin?',
    opening: `welcome to ${company}. We wonder what you would look at first, now that you are here. Take all the time you like, and follow whatever catches your eye.`,
    callToAction: 'Begin to look around',
  }),
  'campaign-thanks': ({ company }) => ({
    subject: `${SLOTS.firstName}, what comes next?`,
    plainSubject: 'What comes next?',
    preheader: `You came back to ${company}, and we wanted to answer.`,
    headline: 'You came back',
    opening: `you came back to ${company}, and that made us smile. We wonder what you would choose next, and whether you have seen what there is now.`,
    callToAction: 'See what there is now',
  }),
  'campaign-season': ({ company }) => ({
    subject: `${SLOTS.firstName}, what would you pick?`,
    plainSubject: 'What would you pick this season?',
    preheader: `A new season at ${company}. Have a look.`,
    headline: 'What would you pick?',
    opening: `a new season has come, and we wonder what you would pick for it at ${company}. Have a look whenever it suits you, and see what speaks to you.`,
    callToAction: 'See what you would pick',
  }),
  'campaign-news': ({ company }) => ({
    subject: `${SLOTS.firstName}, have you seen this yet?`,
    plainSubject: 'Have you seen this yet?',
    preheader: `There is something to see at ${company}.`,
    headline: 'Have you seen this yet?',
    opening: `there is something to see at ${company}, and we would rather show it to you than describe it. Come and look for yourself whenever it suits you.`,
    callToAction: 'See it for yourself',
  }),
};

const USEFUL: Record<CampaignLetter, Write> = {
  'campaign-welcome': ({ company }) => ({
    subject: `${SLOTS.firstName}, find your way around`,
    plainSubject: 'Find your way around the shop',
    preheader: `The short way into ${company}.`,
    headline: 'The short way in',
    opening: `welcome to ${company}. The button below takes you straight in, so that you find what suits you without a long search.`,
    callToAction: 'Find what suits you',
  }),
  'campaign-thanks': ({ company }) => ({
    subject: `${SLOTS.firstName}, a short way back in`,
    plainSubject: 'A short way back in',
    preheader: `A thank you from ${company}, and the short way back.`,
    headline: 'Thank you, and welcome back',
    opening: `thank you for choosing ${company} once more. You know your way by now, so here is the short one: straight to what is new.`,
    callToAction: 'Go straight to it',
  }),
  'campaign-season': ({ company }) => ({
    subject: `${SLOTS.firstName}, be ready for the season`,
    plainSubject: 'Be ready for the season',
    preheader: `Choose in peace at ${company}, before the season is in full swing.`,
    headline: 'Be ready for the season',
    opening: `a new season has come. If you choose what you need for it at ${company} in peace, it is one thing less to think of later.`,
    callToAction: 'Get ready for the season',
  }),
  'campaign-news': ({ company }) => ({
    subject: `${SLOTS.firstName}, what is new, in a moment`,
    plainSubject: 'What is new, in a moment',
    preheader: `See in a moment what is new at ${company}.`,
    headline: 'What is new, in a moment',
    opening: `you do not have to look around for long: what is new at ${company} stands together, so that you see in a moment whether there is something for you.`,
    callToAction: 'See what is new',
  }),
};

function inGoodCompany({ company, figures }: CopyBrief): Letter {
  const figure = figures[0]?.value ?? '';
  return {
    subject: `${SLOTS.firstName}, you are in good company`,
    plainSubject: 'You are in good company',
    preheader: `${figure} customers chose ${company} lately.`,
    headline: 'In good company',
    opening: `${figure} customers ordered from ${company} in the last month. We would love to show you around as well, whenever it suits you.`,
    callToAction: 'Have a look around',
  };
}
