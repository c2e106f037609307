'use client';

import { Check, Pencil, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

type ActionBarProps = {
  /** Clock, place in the queue. */
  header: ReactNode;
  /** Why nobody in this role may decide; null where they may. */
  forbidden: string | null;
  /** Why this one may not be approved by this person (rejecting may still be open). */
  approveRefusal: string | null;
  /** The item is painted and the hand has come to rest. */
  isArmed: boolean;
  onApprove: () => void;
  onReject: () => void;
  /** The editor, whether it keeps words that nobody approved yet, and what they change; null where there is no message to edit. */
  edit: { isOpen: boolean; isKept: boolean; open: () => void; changes: ReactNode } | null;
  /** A colleague who has it open, and the way to take it from them; null where nobody else has. */
  claimedBy: { name: string; onTakeOver: () => void } | null;
  /** What can be done about a refusal that is about this person. */
  refusalActions: ReactNode;
  /** What else can be done with it. */
  more: ReactNode;
  /** The open reject form, in place of the buttons. */
  rejectPanel: ReactNode;
};

const NOT_PAINTED = 'Wait until the decision is on screen.';

/** What a person can do with the decision on screen. */
export function ActionBar(props: ActionBarProps) {
  const { header, forbidden, approveRefusal, isArmed, onApprove, onReject, edit, claimedBy, rejectPanel } = props;
  const taken = claimedBy ? `${claimedBy.name} is reviewing this one.` : undefined;
  const blocked = forbidden ?? taken;
  return (
    <section aria-label="Your verdict" className="flex flex-col gap-3">
      {header}
      {edit?.isOpen ? (
        <>
          <p className="text-table text-fg-muted">You are editing: approve it beneath your words, or go back.</p>
          {edit.changes}
        </>
      ) : null}
      {edit?.isOpen
        ? null
        : (rejectPanel ?? (
            <>
              <div className="grid grid-cols-2 gap-2">
                <Button
                  variant="primary"
                  size="lg"
                  shortcut="A"
                  disabledReason={blocked ?? approveRefusal ?? (isArmed ? undefined : NOT_PAINTED)}
                  onClick={onApprove}
                  className={blocked || approveRefusal ? undefined : 'aria-disabled:opacity-100'}
                >
                  <Check aria-hidden /> Approve
                </Button>
                <Button
                  size="lg"
                  shortcut="R"
                  disabledReason={blocked ?? (isArmed ? undefined : NOT_PAINTED)}
                  onClick={onReject}
                  className={blocked ? undefined : 'aria-disabled:opacity-100'}
                >
                  <X aria-hidden /> Reject
                </Button>
              </div>
              {props.more}
              {edit ? (
                <Button
                  shortcut="E"
                  disabledReason={blocked ?? (isArmed ? undefined : NOT_PAINTED)}
                  onClick={edit.open}
                  className={blocked ? undefined : 'aria-disabled:opacity-100'}
                >
                  <Pencil aria-hidden /> {edit.isKept ? 'Go on with your edit' : 'Edit, then approve'}
                </Button>
              ) : null}
              {edit?.isKept ? (
                <p className="text-xs text-fg-muted">Approve sends the agent’s words, not those of your edit.</p>
              ) : null}
              {claimedBy && !forbidden ? (
                <Notice
                  tone="info"
                  role="status"
                  actions={
                    <Button size="sm" onClick={claimedBy.onTakeOver}>
                      Take over
                    </Button>
                  }
                >
                  {taken}
                </Notice>
              ) : null}
              {forbidden || approveRefusal ? (
                <Notice tone={forbidden ? 'neutral' : 'warn'}>
                  {forbidden ?? approveRefusal}
                  {forbidden ? null : props.refusalActions}
                </Notice>
              ) : null}
            </>
          ))}
    </section>
  );
}
