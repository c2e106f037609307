export { attributeOrder } from './attribute-order';
export {
  ATTRIBUTION_WAYS,
  type AttributionComparison,
  type AttributionWay,
  compareAttribution,
} from './compare-attribution';
export { type CreditAndCause, creditAndCause, ZERO_DRAWS } from './credit-and-cause';
