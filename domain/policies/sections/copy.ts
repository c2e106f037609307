import { whole } from '../figure';
import { section } from '../section';

/** Whose words need a reader. */
export const CopyPolicy = section('Copy', 'Whose words need a reader.', {
  unreviewedFromLevel: whole(
    2,
    2,
    4,
    'Level that a language model’s own words for an action must have earned to leave unread; 4 means never.',
    'level',
    'Model copy unread from',
  ),
});
