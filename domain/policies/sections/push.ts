import { whole } from '../figure';
import { section } from '../section';

/** What a push service takes. */
export const PushPolicy = section('Push', 'What a push service takes.', {
  maxBytes: whole(
    4_096,
    256,
    4_096,
    'Largest payload, keys and values as UTF-8 (Firebase Cloud Messaging).',
    'bytes',
    'Largest payload',
  ),
});
