export { approveOfferPolicy, approveOfferPolicyWithin, OfferPolicyInput } from './approve-offer-policy';
export { expireOffers, releaseOffers } from './expire-offers';
export { type IssuedOffer, issueOffers, type OfferToIssue } from './issue-offer';
export { type Redemption, type RedemptionResult, redeemOffer } from './redeem-offer';
export { withdrawOffer } from './withdraw-offer';
