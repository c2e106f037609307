export { type ConsentEntry, ConsentHistoryInput, consentHistory } from './consent-history';
export { CorrectConsentInput, correctConsent } from './correct-consent';
export { confirmByLink, findOptIn, type OptInPage } from './opt-in';
export { changePreferences, findPreferences, type PreferencePage } from './preference-page';
export { readPreferences } from './read-preferences';
