'use client';

import dynamic from 'next/dynamic';
import { KeysHeld } from '@/components/shortcuts';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { highRiskWords } from './inbox-words';
import type { Inbox } from './use-inbox';

const DeskDialog = dynamic(() => import('./desk-dialog').then((module) => module.DeskDialog), {
  loading: () => <KeysHeld />,
});
const ClashDialog = dynamic(() => import('./clash-dialog').then((module) => module.ClashDialog), {
  loading: () => <KeysHeld />,
});
const BulkDialog = dynamic(() => import('./bulk-dialog').then((module) => module.BulkDialog), {
  loading: () => <KeysHeld />,
});

/** What opens over the inbox: the question about high risk, arranging, one verdict for many, a verdict that came too late. */
export function InboxDialogs({ inbox }: { inbox: Inbox }) {
  const { subject, isOpen, formOpen, queue, state, chosen } = inbox;
  const deskForm = formOpen === 'snooze' || formOpen === 'assign' || formOpen === 'changes' ? formOpen : null;
  return (
    <>
      {subject && formOpen === 'confirm' ? (
        <AlertDialog
          open
          onOpenChange={(isStillOpen) => {
            if (!isStillOpen) inbox.closeForm();
          }}
          title="Approve this one? Its risk is high."
          description={highRiskWords(subject)}
          confirmLabel="Approve"
          isDanger={false}
          onConfirm={inbox.approve}
        />
      ) : null}
      {subject && isOpen && deskForm ? (
        <DeskDialog
          form={deskForm}
          subject={subject}
          now={inbox.pageNow}
          onClose={inbox.closeForm}
          onDone={(isAway) => {
            inbox.closeForm();
            if (isAway) inbox.goOn();
          }}
        />
      ) : null}
      {inbox.isBulkOpen ? (
        <BulkDialog
          rows={state.entries.filter(({ id }) => chosen.has(id))}
          now={inbox.pageNow}
          onClose={() => inbox.setBulkOpen(false)}
          onJudged={(ids) => {
            for (const id of ids) queue.dispatch({ type: 'gone', id });
            inbox.clearChosen();
            inbox.select(null, 'replace');
          }}
        />
      ) : null}
      {queue.clash ? (
        <ClashDialog
          clash={queue.clash}
          onClose={queue.closeClash}
          onOpen={(id) => {
            const { note } = queue.clash ?? { note: '' };
            inbox.setDraft(id, { ...inbox.draftFor(id), note });
            queue.closeClash();
            inbox.select(id, 'replace');
          }}
        />
      ) : null}
    </>
  );
}
