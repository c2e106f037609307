import { nameOf, type Press } from './keys';
import { SHORTCUTS } from './registry';

/** Keys that the page does not get. */
export type HeldKeys = {
  /** Gives the keys back to the page; answers what was typed meanwhile. */
  letGo: () => string;
};

/** What stands in a field that reads `text` after one more key. */
export function typed(text: string, key: string): string {
  if (key === 'Backspace') return [...text].slice(0, -1).join('');
  return [...key].length === 1 ? text + key : text;
}

const OF_PAGE: ReadonlySet<string> = new Set(Object.values(SHORTCUTS).map(({ keys }) => keys));

/** A key with Ctrl or Command that belongs to the browser: reload, copy, close. */
function isBrowsers(press: Press): boolean {
  if (!press.hasMod || press.isAltGraph) return false;
  const name = nameOf(press);
  return name === null || !OF_PAGE.has(name);
}

/** What of a keyboard event decides about shortcuts. */
export function pressOf(event: KeyboardEvent): Press {
  return {
    key: event.key,
    hasMod: event.ctrlKey || event.metaKey,
    hasAlt: event.altKey,
    hasShift: event.shiftKey,
    isAltGraph: event.getModifierState('AltGraph'),
    isComposing: event.isComposing,
  };
}

/**
 * Takes every key before the page sees it, for the time until something that was asked for has come and has the focus.
 * A letter typed for a dialog that still loads must not approve what lies under it.
 */
export function holdKeys(onEscape: () => void): HeldKeys {
  let text = '';
  function take(event: KeyboardEvent): void {
    event.stopImmediatePropagation();
    const press = pressOf(event);
    if (isBrowsers(press)) return;
    event.preventDefault();
    if (press.key === 'Escape') onEscape();
    else if (!press.hasMod || press.isAltGraph) text = typed(text, press.key);
  }
  window.addEventListener('keydown', take, { capture: true });
  return {
    letGo() {
      window.removeEventListener('keydown', take, { capture: true });
      return text;
    },
  };
}
