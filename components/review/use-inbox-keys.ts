'use client';

import { useShortcut } from '@/components/shortcuts';
import type { Inbox } from './use-inbox';

/** A key that is held down is one press. */
const once = (act: () => void) => (event: KeyboardEvent) => {
  if (!event.repeat) act();
};

/** Every key of the inbox: judging, arranging, narrowing, moving. None acts while a form is open. */
export function useInboxKeys(inbox: Inbox, maySelect: boolean, onFilter: () => void): void {
  const { canAct, isFree, forbidden, subject, state, move } = inbox;
  const { currentId } = state;
  // Who has selected several means those, and not the one that is open.
  const judge = (act: () => void) => once(() => (inbox.chosen.size > 0 ? inbox.setBulkOpen(true) : act()));
  useShortcut('inbox.approve', judge(inbox.approve), canAct);
  useShortcut(
    'inbox.reject',
    judge(() => inbox.openForm('reject')),
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
  useShortcut('inbox.filter', once(onFilter), isFree);
  useShortcut('inbox.skip', () => move(1), isFree);
  useShortcut('inbox.back', () => move(-1), isFree);
  useShortcut('list.next', () => move(1), isFree);
  useShortcut('list.previous', () => move(-1), isFree);
}
