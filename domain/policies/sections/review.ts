import { figure, whole } from '../figure';
import { section } from '../section';

/** What a person’s verdict is asked for, and how fast. */
export const ReviewPolicy = section('Review', 'What a person’s verdict is asked for, and how fast.', {
  slaMinutes: whole(
    5,
    1,
    10_080,
    'Time within which a decision should be judged. A target: being late stops nothing.',
    'minutes',
    'Judged within',
  ),
  undoSeconds: whole(
    10,
    0,
    120,
    'Time after a verdict within which it can be taken back. Nothing leaves before it is over.',
    'seconds',
    'Undo within',
  ),
  sampleShare: figure(
    0.2,
    0,
    1,
    'Share of decisions a person sees at autonomy level 2.',
    'share 0..1',
    'Sampled at level 2',
  ),
  autonomousSampleShare: figure(
    0.04,
    0,
    1,
    'Share of decisions a person sees at autonomy level 3: what confirms that the level is still deserved.',
    'share 0..1',
    'Sampled at level 3',
  ),
});
