import { z } from 'zod';
import { AutonomyPolicy } from './sections/autonomy';
import { CartPolicy } from './sections/cart';
import { ConsentPolicy } from './sections/consent';
import { ContactPolicy } from './sections/contact';
import { FinancialPolicy } from './sections/financial';
import { HoldoutPolicy } from './sections/holdout';
import { QuietHoursPolicy } from './sections/quiet-hours';
import { RatePolicy } from './sections/rate';
import { ReputationPolicy } from './sections/reputation';
import { ReviewPolicy } from './sections/review';
import { WinbackPolicy } from './sections/winback';
import { WordsPolicy } from './sections/words';

/**
 * Every threshold of the product, in one document per workspace version. Money in minor units of the workspace's
 * currency, instants in its clock. Parsing `{}` gives the defaults of the product; parsing an older document fills
 * what it did not know of.
 */
export const Policy = z.object({
  schema: z.literal(1).default(1),
  contact: ContactPolicy.prefault({}),
  reputation: ReputationPolicy.prefault({}),
  words: WordsPolicy.prefault({}),
  consent: ConsentPolicy.prefault({}),
  quietHours: QuietHoursPolicy.prefault({}),
  rate: RatePolicy.prefault({}),
  financial: FinancialPolicy.prefault({}),
  cart: CartPolicy.prefault({}),
  winback: WinbackPolicy.prefault({}),
  review: ReviewPolicy.prefault({}),
  autonomy: AutonomyPolicy.prefault({}),
  holdout: HoldoutPolicy.prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** The policy a workspace starts with. */
export const DEFAULT_POLICY: Policy = Policy.parse({});
