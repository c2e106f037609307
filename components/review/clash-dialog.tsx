'use client';

import { useQuery } from '@tanstack/react-query';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useTRPC } from '@/lib/trpc/client';
import { KeptNote } from './kept-note';
import type { Clash } from './use-review-queue';

type ClashDialogProps = { clash: Clash; onClose: () => void; onOpen: (decisionId: string) => void };

/** The decision changed while one looked: who did what, the note that was typed, and the way back to it. */
export function ClashDialog({ clash, onClose, onOpen }: ClashDialogProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const fresh = useQuery(
    trpc.review.get.queryOptions({ workspace: slug, decisionId: clash.decisionId }, { staleTime: 0 }),
  );
  const subject = fresh.data;
  const isOpen = subject?.outcome === 'in_review';
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Your verdict was not recorded"
      description={clash.message}
      footer={
        <>
          <Button onClick={onClose}>Go on with the queue</Button>
          {isOpen ? (
            <Button variant="primary" onClick={() => onOpen(clash.decisionId)}>
              Look at it again
            </Button>
          ) : null}
        </>
      }
    >
      <div className="flex flex-col gap-4 text-sm">
        {subject ? (
          <p className="flex flex-wrap items-center gap-2">
            <span>{subject.customer.name ?? 'The decision'} now stands at</span>
            <OutcomeBadge outcome={subject.outcome} />
            {subject.review ? (
              <span className="text-fg-muted">
                by {subject.review.by ?? 'somebody'}, <TimeText at={subject.review.at} />
              </span>
            ) : null}
          </p>
        ) : null}
        <KeptNote note={clash.note} />
      </div>
    </Dialog>
  );
}
