import { z } from 'zod';
import { whole } from '../figure';
import { section } from '../section';

/** What WhatsApp lets a business say. */
export const WhatsappPolicy = section('WhatsApp', 'What WhatsApp lets a business say.', {
  windowHours: whole(
    24,
    0,
    24,
    'Hours after the customer’s last message within which words are free.',
    'hours',
    'Service window',
  ),
  marketingToNorthAmerica: z.boolean().default(false).meta({
    title: 'Marketing templates to +1',
    description: 'Whether marketing templates may go to +1 numbers; Meta delivers none since April 2025.',
  }),
});
