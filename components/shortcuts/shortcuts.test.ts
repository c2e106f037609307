import { describe, expect, it } from 'vitest';
import { mayAct, nameOf, type Press, SEQUENCE_MS, step } from './keys';
import { hereFirst, SCOPES_TOGETHER, SHORTCUTS, shortcutsOf } from './registry';

const press = (key: string, extra: Partial<Press> = {}): Press => ({
  key,
  hasMod: false,
  hasAlt: false,
  hasShift: false,
  isAltGraph: false,
  isComposing: false,
  ...extra,
});
const page = { isTextField: false, isInPopup: false };

describe('the registry', () => {
  it('tells the keys of the page one is on first, and leaves none out', () => {
    const all = hereFirst(new Set(['inbox', 'global']));
    expect(all.slice(0, 2)).toEqual(['inbox', 'global']);
    expect(all.flatMap(shortcutsOf)).toHaveLength(Object.keys(SHORTCUTS).length);
  });

  it.each(SCOPES_TOGETHER.map((scopes) => [scopes.join(' + '), scopes] as const))(
    'has no clash in %s',
    (_n, scopes) => {
      const keys = scopes.flatMap((scope) => shortcutsOf(scope).map((shortcut) => shortcut.keys));
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    },
  );

  it.each(SCOPES_TOGETHER.map((scopes) => [scopes.join(' + '), scopes] as const))(
    'has no key that another sequence begins with in %s',
    (_name, scopes) => {
      const keys = scopes.flatMap((scope) => shortcutsOf(scope).map((shortcut) => shortcut.keys));
      expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key} `)))).toEqual([]);
    },
  );

  it('names each shortcut for the help', () => {
    for (const { label } of Object.values(SHORTCUTS)) expect(label.length).toBeGreaterThan(2);
  });
});

describe('nameOf', () => {
  it('writes presses as the registry does', () => {
    expect(nameOf(press('k', { hasMod: true }))).toBe('Mod+K');
    expect(nameOf(press('a'))).toBe('A');
    expect(nameOf(press('?', { hasShift: true }))).toBe('?');
    expect(nameOf(press('A', { hasShift: true }))).toBe('Shift+A');
    expect(nameOf(press('ArrowRight'))).toBe('ArrowRight');
  });

  it('takes AltGr, Alt, IME input and lone modifiers for no shortcut', () => {
    expect(nameOf(press('q', { isAltGraph: true }))).toBeNull();
    expect(nameOf(press('a', { hasAlt: true }))).toBeNull();
    expect(nameOf(press('a', { isComposing: true }))).toBeNull();
    expect(nameOf(press('Control', { hasMod: true }))).toBeNull();
  });
});

describe('mayAct', () => {
  it('leaves letters to text fields and everything to popups', () => {
    expect(mayAct('A', page, true)).toBe(true);
    expect(mayAct('A', { ...page, isTextField: true }, true)).toBe(false);
    expect(mayAct('Mod+K', { ...page, isTextField: true }, true)).toBe(true);
    expect(mayAct('Mod+K', { ...page, isInPopup: true }, true)).toBe(false);
  });

  it('keeps single keys off when a person switched them off', () => {
    expect(mayAct('A', page, false)).toBe(false);
    expect(mayAct('Mod+K', page, false)).toBe(true);
  });
});

describe('step', () => {
  const active = ['A', 'G I', 'G S'];

  it('completes a sequence in time', () => {
    const first = step('G', 0, null, active);
    expect(first).toEqual({ complete: null, after: { first: 'G', atMs: 0 } });
    expect(step('I', 900, first.after, active)).toEqual({ complete: 'G I', after: null });
  });

  it('forgets a sequence that takes too long', () => {
    expect(step('I', SEQUENCE_MS + 1, { first: 'G', atMs: 0 }, active).complete).toBeNull();
  });

  it('acts on a single key at once, also after a sequence that led nowhere', () => {
    expect(step('A', 10, { first: 'G', atMs: 0 }, active)).toEqual({ complete: 'A', after: null });
  });
});
