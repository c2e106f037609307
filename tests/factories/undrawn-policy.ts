import { DEFAULT_POLICY, Policy } from '@/domain/policies/policy';

/**
 * The product's policy without draws by a customer's or a trigger's id: nobody is held out, and nothing that may run by
 * itself is put before a person. What a test decides by it depends on no id it made up.
 */
export const UNDRAWN_POLICY: Policy = Policy.parse({
  ...DEFAULT_POLICY,
  holdout: { share: 0 },
  review: { sampleShare: 0, autonomousSampleShare: 0 },
});
