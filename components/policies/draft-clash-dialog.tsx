'use client';

import { useQuery } from '@tanstack/react-query';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { PolicyDocument } from '@/domain/policies/description';
import { diffPolicies } from '@/domain/policies/diff';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyDraftDetail, PolicyForms } from '@/server/services/policies';
import { ChangeList } from './change-list';

type DraftClashDialogProps = {
  message: string;
  draftId: string;
  mine: PolicyDocument;
  forms: PolicyForms;
  onClose: () => void;
  onTakeTheirs: (fresh: PolicyDraftDetail) => void;
  onKeepMine: (fresh: PolicyDraftDetail) => void;
};

/** The draft or the policy in force is not what was on screen: what stands now, and which of both is to stay. */
export function DraftClashDialog(props: DraftClashDialogProps) {
  const { message, draftId, mine, forms, onClose, onTakeTheirs, onKeepMine } = props;
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data: fresh } = useQuery(
    trpc.policies.draft.queryOptions({ workspace: slug, draftId }, { staleTime: 0, refetchOnMount: 'always' }),
  );
  const changes = fresh && diffPolicies(forms.description, fresh.document, mine, forms.currency);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Nothing was changed"
      description={message}
      footer={
        fresh ? (
          <>
            {fresh.status === 'open' && changes && changes.length > 0 ? (
              <Button onClick={() => onKeepMine(fresh)}>Go on with mine</Button>
            ) : null}
            <Button variant="primary" onClick={() => onTakeTheirs(fresh)}>
              Show what stands now
            </Button>
          </>
        ) : undefined
      }
    >
      {fresh && changes ? (
        <div className="flex flex-col gap-3 text-sm">
          <p>
            The draft was last changed {fresh.updatedBy ? `by ${fresh.updatedBy} ` : null}
            <TimeText at={fresh.updatedAt} />; version {fresh.live.version} is in force.
          </p>
          {changes.length > 0 ? (
            <>
              <p className="text-fg-muted">What yours says differently from the saved one:</p>
              <ChangeList changes={changes} />
            </>
          ) : null}
        </div>
      ) : (
        <SkeletonLines lines={3} />
      )}
    </Dialog>
  );
}
