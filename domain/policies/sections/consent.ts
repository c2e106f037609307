import { z } from 'zod';
import { whole } from '../figure';

/** What counts as a consent, and for how long. */
export const ConsentPolicy = z.object({
  purpose: z.string().min(1).default('marketing').meta({ description: 'The purpose that marketing consent is for.' }),
  maxAgeMonths: whole(36, 1, 120, 'A consent older than this must be asked for again.', 'months'),
  impliedPurchaseMonths: whole(24, 0, 120, 'Canada: how long a purchase implies consent.', 'months'),
});
