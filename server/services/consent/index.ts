export { type ConsentInput, recordConsent, type WithdrawInput, withdrawConsent } from './record-consent';
export { addressHash, type SuppressionReason, suppress } from './suppress';
