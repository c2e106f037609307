import { DEFAULT_POLICY, Policy } from '@/domain/policies/policy';

/** The product's policy without draws: nobody is held out, and what may run by itself is not put before a person. */
export const UNDRAWN_POLICY: Policy = Policy.parse({
  ...DEFAULT_POLICY,
  holdout: { share: 0 },
  review: { autonomousSampleShare: 0 },
});
