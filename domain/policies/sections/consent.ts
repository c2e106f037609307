import { z } from 'zod';
import { whole } from '../figure';
import { section } from '../section';

/** What counts as a consent, and for how long. */
export const ConsentPolicy = section('Consent', 'What counts as a consent, and for how long.', {
  purpose: z
    .string()
    .min(1)
    .default('marketing')
    .meta({ title: 'Purpose of consent', description: 'The purpose that marketing consent is for.' }),
  maxAgeMonths: whole(
    36,
    1,
    120,
    'A consent older than this must be asked for again.',
    'months',
    'Consent is good for',
  ),
  impliedPurchaseMonths: whole(
    24,
    0,
    120,
    'Canada: how long a purchase implies consent.',
    'months',
    'Implied by a purchase for (Canada)',
  ),
});
