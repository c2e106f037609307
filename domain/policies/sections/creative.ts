import { z } from 'zod';
import { ALLOCATIONS } from '../../experiments/allocation';
import { figure, whole } from '../figure';
import { section } from '../section';

/** When words are tried against each other, and when a test has an answer. */
export const CreativePolicy = section('Creative tests', 'When words are tried against each other, and for how long.', {
  leastVolume: whole(1_000, 1, 10_000_000, 'Messages a test must be able to expect.', 'messages', 'Least volume'),
  restDays: whole(7, 0, 365, 'Days between the end of a test of a message and the next.', 'days', 'Rest between tests'),
  leastPerVariant: whole(
    1_000,
    1,
    10_000_000,
    'Deliveries each variant needs before a test is judged.',
    'deliveries',
    'Deliveries a variant',
  ),
  leastDays: whole(7, 1, 90, 'Full days a test runs before it is judged.', 'days', 'Shortest test'),
  longestDays: whole(14, 1, 180, 'Days after which a test ends, also without a winner.', 'days', 'Longest test'),
  significance: figure(
    0.05,
    0.0001,
    0.5,
    'p below which a difference counts, corrected for the number of challengers.',
    'probability 0..1',
    'Significance',
  ),
  holdsAtEveryLook: z.boolean().default(true).meta({
    description:
      'Verdicts stay right however often a test is looked at. Off: the classical test, right for one look at the end.',
    title: 'Verdicts hold at every look',
  }),
  allocation: z.enum(ALLOCATIONS).default('bandit').meta({
    description:
      'How a test shares its customers. Bandit: day by day more for the challengers that do better, the control keeps its share. Fixed: the same for everybody, to the end. Phased: the same for everybody, then 40/40/20 for the best two and the control.',
    title: 'Way of sharing',
  }),
  controlShare: figure(
    0.3,
    0.05,
    0.9,
    'Share of the customers that the control keeps under a bandit, whatever is learnt.',
    'share 0..1',
    'Share of the control',
  ),
  leastShare: figure(
    0.05,
    0,
    0.2,
    'Least share of a challenger under a bandit, so that none is given up on a bad start.',
    'share 0..1',
    'Least share of a challenger',
  ),
  leastScore: figure(
    0.85,
    0,
    1,
    'Least score of a variant: brand fit, tone and length by their weights.',
    'score 0..1',
    'Least score of a variant',
  ),
  brandWeight: figure(0.3, 0, 1, 'Weight of brand fit in a variant’s score.', 'weight', 'Weight of brand fit'),
  toneWeight: figure(0.4, 0, 1, 'Weight of tone in a variant’s score.', 'weight', 'Weight of tone'),
  lengthWeight: figure(0.3, 0, 1, 'Weight of length in a variant’s score.', 'weight', 'Weight of length'),
  subjectFrom: whole(
    20,
    1,
    100,
    'Characters from which on a subject is long enough for its full score.',
    'characters',
    'Subject from',
  ),
  wordsFrom: whole(20, 1, 500, 'Words from which on a text is long enough for its full score.', 'words', 'Text from'),
  wordsTo: whole(90, 2, 2_000, 'Words up to which a text is short enough for its full score.', 'words', 'Text up to'),
  clickDays: whole(
    2,
    1,
    30,
    'Days in which a click still counts for its delivery, where it is told whether words have stopped getting better.',
    'days',
    'Clicks count for',
  ),
  plateauDays: whole(
    14,
    2,
    90,
    'Days whose click rate is compared with as many before, to see whether a message has stopped getting better.',
    'days',
    'Plateau looked for over',
  ),
  plateauRise: figure(
    0.2,
    0.01,
    1,
    'Rise of the click rate, as a share of the earlier one, that would have shown (upper 95% bound) where there is no plateau.',
    'share 0..1',
    'Rise that is worth having',
  ),
  mismatch: figure(
    0.001,
    0,
    0.1,
    'p below which customers are not shared as planned, so that nothing is concluded.',
    'probability 0..1',
    'Mismatch of shares',
  ),
});
