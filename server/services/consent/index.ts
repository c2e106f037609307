export { consentFact } from './consent-fact';
export { moveConsents } from './move-consents';
export {
  type ConsentInput,
  optOutOfSale,
  recordConsent,
  SALE,
  type WithdrawInput,
  withdrawConsent,
} from './record-consent';
export { addressHash, keyedHash, suppress } from './suppress';
export { anyErased, erasedAmong, liftTombstones, writeTombstones } from './tombstones';
