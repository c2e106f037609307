import { z } from 'zod';
import { figure, whole } from '../figure';

/** What a person’s verdict is asked for, and how fast. */
export const ReviewPolicy = z.object({
  slaMinutes: whole(
    5,
    1,
    10_080,
    'Time within which a decision should be judged. A target: being late stops nothing.',
    'minutes',
  ),
  sampleShare: figure(0.2, 0, 1, 'Share of decisions a person sees at autonomy level 2.', 'share 0..1'),
});
