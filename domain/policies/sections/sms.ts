import { whole } from '../figure';
import { section } from '../section';

/** How long an SMS may be, its links counted as they will be. */
export const SmsPolicy = section('SMS', 'How long an SMS may be, its links counted as they will be.', {
  maxCharacters: whole(1_600, 1, 1_600, 'Longest SMS that providers take.', 'characters', 'Longest SMS'),
  maxSegments: whole(6, 1, 10, 'Segments one SMS may be billed as; more needs a person.', 'segments', 'Most segments'),
});
