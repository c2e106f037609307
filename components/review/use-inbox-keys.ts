'use client';

import { useShortcut } from '@/components/shortcuts';
import type { Inbox } from './use-inbox';

/** A key that is held down is one press. */
const once = (act: () => void) => (event: KeyboardEvent) => {
  if (!event.repeat) act();
};

/** Every key of the inbox: judging, arranging, moving. None acts while a form is open. */
export function useInboxKeys(inbox: Inbox, maySelect: boolean): void {
  const { canAct, isFree, forbidden, subject, state, move } = inbox;
  const { currentId } = state;
  useShortcut('inbox.approve', once(inbox.approve), canAct);
  useShortcut(
    'inbox.reject',
    once(() => inbox.openForm('reject')),
    canAct,
  );
  useShortcut(
    'inbox.edit',
    once(() => inbox.openForm('edit')),
    canAct && Boolean(subject?.chosen),
  );
  useShortcut(
    'inbox.changes',
    once(() => inbox.openForm('changes')),
    canAct,
  );
  useShortcut(
    'inbox.snooze',
    once(() => inbox.openForm('snooze')),
    canAct,
  );
  useShortcut(
    'inbox.assign',
    once(() => inbox.openForm('assign')),
    canAct,
  );
  useShortcut(
    'inbox.select',
    once(() => currentId && inbox.toggle(currentId)),
    maySelect && isFree,
  );
  useShortcut(
    'inbox.undo',
    once(() => void inbox.queue.undo()),
    forbidden === null && isFree,
  );
  useShortcut('inbox.skip', () => move(1), isFree);
  useShortcut('inbox.back', () => move(-1), isFree);
  useShortcut('list.next', () => move(1), isFree);
  useShortcut('list.previous', () => move(-1), isFree);
}
