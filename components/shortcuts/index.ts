export { setSingleKeys, useSingleKeys } from './preference';
export { SCOPE_NAMES, SHORTCUTS, type ShortcutId, type ShortcutScope, shortcutsOf } from './registry';
export { KeysHeld, useHeldKeys } from './use-held-keys';
export { scopesHereFirst, useShortcut } from './use-shortcut';
