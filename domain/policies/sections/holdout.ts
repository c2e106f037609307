import { z } from 'zod';
import { figure } from '../figure';

/** Who is left alone on purpose. */
export const HoldoutPolicy = z.object({
  share: figure(
    0.05,
    0,
    0.5,
    'Share of customers left alone on purpose, so that effect can be measured.',
    'share 0..1',
  ),
});
