import { likeUsCents } from '../shared/currencies';
import type { Cents } from '../shared/money';
import { describePolicy } from './describe';
import type { PolicyDescription } from './description';
import { MOST_CENTS } from './figure';
import { DEFAULT_POLICY, Policy } from './policy';

/**
 * The policy that a workspace of a currency starts with: the product's defaults, whose amounts are US cents, at about what
 * they are worth there. A threshold of 100,000 is $1,000, and read in dinars it would be a hundred.
 */
export function defaultPolicyIn(currency: string): Policy {
  const { financial, cart, winback } = DEFAULT_POLICY;
  const like = (usCents: Cents) => Math.min(MOST_CENTS, likeUsCents(usCents, currency));
  return {
    ...DEFAULT_POLICY,
    financial: { ...financial, vipCents: like(financial.vipCents), salesCents: like(financial.salesCents) },
    cart: {
      ...cart,
      minValueCents: like(cart.minValueCents),
      ladder: cart.ladder.map((rung) => ({
        ...rung,
        belowCents: rung.belowCents === null ? null : endLike(rung.belowCents, like),
      })),
    },
    winback: {
      ...winback,
      valuedFromCents: like(winback.valuedFromCents),
      expectedOrderCents: like(winback.expectedOrderCents),
    },
  };
}

/** The end of a rung that holds a round amount too lies one minor unit above it, in any currency. */
function endLike(belowCents: Cents, like: (usCents: Cents) => Cents): Cents {
  const above = belowCents % 100;
  return like(belowCents - above) + above;
}

/** Every threshold with the default it has in a currency. */
export function describePolicyIn(currency: string): PolicyDescription {
  return describePolicy(Policy, defaultPolicyIn(currency));
}
