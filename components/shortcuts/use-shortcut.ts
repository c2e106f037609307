'use client';

import { useEffect, useEffectEvent } from 'react';
import { pressOf } from './held-keys';
import { mayAct, nameOf, type Place, type Sequence, step } from './keys';
import { areSingleKeysOn } from './preference';
import { hereFirst, SHORTCUTS, type ShortcutId, type ShortcutScope } from './registry';

type Handler = (event: KeyboardEvent) => void;

/** Handlers by their keys; of several the one that came last acts (the innermost view). */
const active = new Map<string, Handler[]>();
let sequence: Sequence = null;
/** How often a scope is in use by what is mounted, whether its keys act at this moment or not. */
const mounted = new Map<ShortcutScope, number>();

// A notification calls itself a dialog, and yet the page goes on under it: its keys act, "Z" above all.
const DIALOG = ':is([role="dialog"], [role="alertdialog"]):not([data-notification])';
const POPUP = `${DIALOG}, [role="menu"], [role="listbox"]`;
const TEXT_FIELD =
  'textarea, select, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], [type="button"])';

function placeOf(target: EventTarget | null): Place {
  const element = target instanceof Element ? target : null;
  return {
    isTextField: Boolean(element?.closest(TEXT_FIELD)),
    isInPopup: Boolean(element?.closest(POPUP)) || document.querySelector(DIALOG) !== null,
  };
}

function handle(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const name = nameOf(pressOf(event));
  if (!name || !mayAct(name, placeOf(event.target), areSingleKeysOn())) return;
  const { complete, after } = step(name, event.timeStamp, sequence, [...active.keys()]);
  sequence = after;
  const handler = complete ? active.get(complete)?.at(-1) : undefined;
  if (!handler) return;
  event.preventDefault();
  handler(event);
}

function add(keys: string, handler: Handler): () => void {
  if (active.size === 0) document.addEventListener('keydown', handle);
  active.set(keys, [...(active.get(keys) ?? []), handler]);
  return () => {
    const rest = (active.get(keys) ?? []).filter((each) => each !== handler);
    if (rest.length > 0) active.set(keys, rest);
    else active.delete(keys);
    if (active.size === 0) document.removeEventListener('keydown', handle);
  };
}

/**
 * Lets a registered key act while the component is mounted and `enabled`. Never while typing, with AltGr, in a dialog
 * or menu, nor when the person has switched single keys off.
 */
export function useShortcut(id: ShortcutId, onPress: Handler, enabled = true): void {
  const act = useEffectEvent(onPress);
  const { scope } = SHORTCUTS[id];
  useEffect(() => {
    mounted.set(scope, (mounted.get(scope) ?? 0) + 1);
    return () => {
      mounted.set(scope, (mounted.get(scope) ?? 1) - 1);
    };
  }, [scope]);
  useEffect(() => {
    if (!enabled) return;
    return add(SHORTCUTS[id].keys, (event) => act(event));
  }, [id, enabled]);
}

/** All scopes, those that the page on screen has keys of first. */
export function scopesHereFirst(): ShortcutScope[] {
  return hereFirst(new Set([...mounted].filter(([, count]) => count > 0).map(([scope]) => scope)));
}
