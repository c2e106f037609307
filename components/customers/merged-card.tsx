'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { CustomerMergeItem } from '@/server/services/events';

/** Records that became part of this customer, each of which can be made one of its own again; nothing where there are none. */
export function MergedCard({ customerId }: { customerId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const merges = useQuery(trpc.merges.ofCustomer.queryOptions({ workspace: slug, customerId }));
  const items = merges.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Merged into this customer" />
      <CardBody>
        <ul className="flex flex-col gap-3 text-table">
          {items.map((merge) => (
            <li key={merge.id} className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <p className="truncate">{merge.externalIds.join(', ') || 'A record without a shop id'}</p>
                <p className="text-xs text-fg-muted">
                  merged <TimeText at={merge.mergedAt} />
                  {merge.undoneAt ? (
                    <>
                      , undone <TimeText at={merge.undoneAt} />
                    </>
                  ) : null}
                  {merge.reason ? ` · ${merge.reason}` : null}
                </p>
              </div>
              {merge.undoneAt ? null : <Undo merge={merge} />}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function Undo({ merge }: { merge: CustomerMergeItem }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const undo = useMutation(
    trpc.merges.unmerge.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries();
        notify({
          tone: 'good',
          title: 'Two customers again',
          description: 'Each has what is its own, later events included.',
        });
      },
    }),
  );
  if (!may('customers.merge')) return null;
  return (
    <AlertDialog
      trigger={<Button size="sm">Undo</Button>}
      title="Undo this merge?"
      description="Both records stand as if they had never been merged, what has come in since then included. Decisions and messages made since the merge stay with this customer."
      confirmLabel="Undo merge"
      pending={undo.isPending}
      onConfirm={() => undo.mutate({ workspace: slug, mergeId: merge.id })}
    />
  );
}
