export { AskAgainInput, askAgain, askToConfirm } from './ask-to-confirm';
export { type ConfirmedBy, confirmOptIn, openQuestions, optInStanding } from './confirm';
export { confirmationsInForce } from './confirmations-in-force';
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
export { addressHash, addressHashes, type Closed, closedAmong, keyedHash, suppress, suppressMany } from './suppress';
export { anyErased, erasedAmong, liftTombstones, writeTombstones } from './tombstones';
