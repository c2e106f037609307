import { z } from 'zod';
import { figure, whole } from '../figure';
import { section } from '../section';

/** What a message may say, and how well it must say it. */
export const WordsPolicy = section('Words', 'What a message may say, and how well it must say it.', {
  spamPhrases: z
    .array(z.string().min(2))
    .default([
      'click here now',
      'limited time',
      'guaranteed',
      'act now',
      'urgent',
      'last chance',
      '100% free',
      'risk free',
      'risk-free',
      'no obligation',
      'winner',
      'you have been selected',
      'cash bonus',
      'double your',
      'earn extra',
      'free gift',
      'free money',
      'once in a lifetime',
      'order now',
      'buy now',
      'this is not spam',
      'dear friend',
      'account suspended',
      'verify your account',
      'final notice',
      'miracle',
      'no strings attached',
      'what are you waiting for',
    ])
    .meta({ description: 'Phrases that mark a subject line as spam. Case does not matter.', unit: 'phrases' }),
  forbidden: z.array(z.string().min(2)).default(['cheap', 'limited', 'desperate', 'too good to be true']).meta({
    title: 'Forbidden words',
    description: 'Words the brand never uses, anywhere in a message.',
    unit: 'words',
  }),
  urgency: z
    .array(z.string().min(2))
    .default([
      'hurry',
      'expires',
      'expire',
      'ends today',
      'ends tonight',
      'ends soon',
      'last few',
      'almost gone',
      'selling fast',
      'running out',
      'only a few left',
      'left in stock',
      'while stocks last',
      'before it is gone',
      'before they are gone',
      'good until',
      'valid until',
    ])
    .meta({
      title: 'Words of urgency',
      description: 'Words that claim urgency or scarcity: each needs a fact that makes it true.',
      unit: 'phrases',
    }),
  subjectLength: whole(60, 10, 200, 'A subject must be shorter than this.', 'characters', 'Subject shorter than'),
  capitalsShare: figure(
    0.5,
    0,
    1,
    'Share of capital letters in a subject from which on it shouts.',
    'share 0..1',
    'Capitals in a subject',
  ),
  repeatedPunctuation: whole(
    2,
    2,
    10,
    'Exclamation or question marks in a row that are too many.',
    'marks',
    'Marks in a row',
  ),
  brandScore: figure(
    0.85,
    0,
    1,
    'Least brand score of a message (deterministic, see tone-score.ts).',
    'score 0..1',
    'Least brand score',
  ),
  toneScore: figure(
    0.85,
    0,
    1,
    'Least tone score of a message (deterministic, see tone-score.ts).',
    'score 0..1',
    'Least tone score',
  ),
  logoWidth: whole(200, 1, 4000, 'Least width of the logo, where there is one.', 'px', 'Least logo width'),
  logoHeight: whole(100, 1, 4000, 'Least height of the logo, where there is one.', 'px', 'Least logo height'),
});
