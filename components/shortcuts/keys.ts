/** What of a keyboard event decides about shortcuts. */
export type Press = {
  key: string;
  hasMod: boolean;
  hasAlt: boolean;
  hasShift: boolean;
  isAltGraph: boolean;
  isComposing: boolean;
};

/** The part of an element that decides whether keys belong to it. */
export type Place = {
  isTextField: boolean;
  /** A dialog, menu or list box is open around it. */
  isInPopup: boolean;
};

/** How long the second key of a sequence may take. */
export const SEQUENCE_MS = 1_000;

/** A press as the registry writes it ("Mod+K", "A", "?"), or null for what is no shortcut: AltGr, IME, lone modifiers. */
export function nameOf(press: Press): string | null {
  if (press.isComposing || press.isAltGraph || press.hasAlt) return null;
  if (['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(press.key))
    return null;
  const key = press.key.length === 1 ? press.key.toUpperCase() : press.key;
  // Shift makes another character of most keys ("?", "["); with letters and named keys it is a key of its own.
  const countsShift = press.hasShift && /^([A-Z]|.{2,})$/.test(key);
  return `${press.hasMod ? 'Mod+' : ''}${countsShift ? 'Shift+' : ''}${key}`;
}

/** Whether a shortcut may act here: single keys never while typing or in a popup; Mod keys never in a popup. */
export function mayAct(name: string, place: Place, areSingleKeysOn: boolean): boolean {
  if (place.isInPopup) return false;
  const isSingle = !name.startsWith('Mod+');
  return isSingle ? areSingleKeysOn && !place.isTextField : true;
}

export type Sequence = { first: string; atMs: number } | null;

/**
 * Which of the active shortcuts a press completes, and what is remembered for the next press. `active` are keys as in
 * the registry; a key that begins a sequence waits for its second.
 */
export function step(
  name: string,
  atMs: number,
  before: Sequence,
  active: readonly string[],
): { complete: string | null; after: Sequence } {
  const pair = before && atMs - before.atMs <= SEQUENCE_MS ? `${before.first} ${name}` : null;
  if (pair && active.includes(pair)) return { complete: pair, after: null };
  if (active.includes(name)) return { complete: name, after: null };
  const begins = active.some((keys) => keys.startsWith(`${name} `));
  return { complete: null, after: begins ? { first: name, atMs } : null };
}
