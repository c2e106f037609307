'use client';

import { Check, X } from 'lucide-react';
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
  /** The open reject form, in place of the buttons. */
  rejectPanel: ReactNode;
};

const NOT_PAINTED = 'Wait until the decision is on screen.';

/** What a person can do with the decision on screen. */
export function ActionBar(props: ActionBarProps) {
  const { header, forbidden, approveRefusal, isArmed, onApprove, onReject, rejectPanel } = props;
  return (
    <section aria-label="Your verdict" className="flex flex-col gap-3">
      {header}
      {rejectPanel ?? (
        <>
          <div className="grid grid-cols-2 gap-2">
            <Button
              variant="primary"
              size="lg"
              shortcut="A"
              disabledReason={forbidden ?? approveRefusal ?? (isArmed ? undefined : NOT_PAINTED)}
              onClick={onApprove}
              className={forbidden || approveRefusal ? undefined : 'aria-disabled:opacity-100'}
            >
              <Check aria-hidden /> Approve
            </Button>
            <Button
              size="lg"
              shortcut="R"
              disabledReason={forbidden ?? (isArmed ? undefined : NOT_PAINTED)}
              onClick={onReject}
              className={forbidden ? undefined : 'aria-disabled:opacity-100'}
            >
              <X aria-hidden /> Reject
            </Button>
          </div>
          {forbidden || approveRefusal ? (
            <Notice tone={forbidden ? 'neutral' : 'warn'}>{forbidden ?? approveRefusal}</Notice>
          ) : null}
        </>
      )}
    </section>
  );
}
