export { changePreferences, findPreferences, type PreferencePage } from './preference-page';
export { readPreferences } from './read-preferences';
