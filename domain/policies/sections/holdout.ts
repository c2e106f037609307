import { figure } from '../figure';
import { section } from '../section';

/** Who is left alone on purpose. */
export const HoldoutPolicy = section('Holdout', 'Who is left alone on purpose.', {
  share: figure(
    0.05,
    0,
    0.5,
    'Share of customers left alone on purpose, so that effect can be measured.',
    'share 0..1',
    'Holdout share',
  ),
});
