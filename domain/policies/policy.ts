import { z } from 'zod';
import { ArbitrationPolicy } from './sections/arbitration';
import { AttributionPolicy } from './sections/attribution';
import { AutonomyPolicy } from './sections/autonomy';
import { BudgetsPolicy } from './sections/budgets';
import { CampaignPolicy } from './sections/campaign';
import { CartPolicy } from './sections/cart';
import { ConsentPolicy } from './sections/consent';
import { ContactPolicy } from './sections/contact';
import { CopyPolicy } from './sections/copy';
import { CreativePolicy } from './sections/creative';
import { EngagementPolicy } from './sections/engagement';
import { FinancialPolicy } from './sections/financial';
import { HoldoutPolicy } from './sections/holdout';
import { HonestyPolicy } from './sections/honesty';
import { LearningPolicy } from './sections/learning';
import { LifecyclePolicy } from './sections/lifecycle';
import { LookPolicy } from './sections/look';
import { PriorsPolicy } from './sections/priors';
import { PushPolicy } from './sections/push';
import { QuietHoursPolicy } from './sections/quiet-hours';
import { QuotaPolicy } from './sections/quota';
import { RatePolicy } from './sections/rate';
import { ReputationPolicy } from './sections/reputation';
import { ReviewPolicy } from './sections/review';
import { SmsPolicy } from './sections/sms';
import { VolumePolicy } from './sections/volume';
import { WhatsappPolicy } from './sections/whatsapp';
import { WinbackPolicy } from './sections/winback';
import { WordsPolicy } from './sections/words';

/**
 * Every threshold of the product, in one document per workspace version. Money in minor units of the workspace's
 * currency, instants in its clock. Parsing `{}` gives the defaults of the product, in dollars; parsing the older document
 * in force fills what it did not know of; what a person writes is checked whole (checkDocument).
 */
export const Policy = z.object({
  schema: z.literal(1).default(1),
  contact: ContactPolicy.prefault({}),
  arbitration: ArbitrationPolicy.prefault({}),
  reputation: ReputationPolicy.prefault({}),
  words: WordsPolicy.prefault({}),
  honesty: HonestyPolicy.prefault({}),
  look: LookPolicy.prefault({}),
  copy: CopyPolicy.prefault({}),
  consent: ConsentPolicy.prefault({}),
  quietHours: QuietHoursPolicy.prefault({}),
  sms: SmsPolicy.prefault({}),
  whatsapp: WhatsappPolicy.prefault({}),
  push: PushPolicy.prefault({}),
  rate: RatePolicy.prefault({}),
  quota: QuotaPolicy.prefault({}),
  financial: FinancialPolicy.prefault({}),
  budgets: BudgetsPolicy.prefault({}),
  cart: CartPolicy.prefault({}),
  winback: WinbackPolicy.prefault({}),
  lifecycle: LifecyclePolicy.prefault({}),
  campaign: CampaignPolicy.prefault({}),
  creative: CreativePolicy.prefault({}),
  review: ReviewPolicy.prefault({}),
  autonomy: AutonomyPolicy.prefault({}),
  volume: VolumePolicy.prefault({}),
  holdout: HoldoutPolicy.prefault({}),
  engagement: EngagementPolicy.prefault({}),
  attribution: AttributionPolicy.prefault({}),
  priors: PriorsPolicy.prefault({}),
  learning: LearningPolicy.prefault({}),
});
export type Policy = z.infer<typeof Policy>;

/** The policy that a workspace which counts in dollars starts with; of another currency, defaultPolicyIn. */
export const DEFAULT_POLICY: Policy = Policy.parse({});
