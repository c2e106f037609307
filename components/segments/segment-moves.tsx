'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Archive, ArchiveRestore, Copy, Pencil } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';
import type { SegmentDetail } from '@/server/services/segments';

/** What can be done to a segment; archiving is taken back from the notice that tells of it. */
export function SegmentMoves({ segment }: { segment: SegmentDetail }) {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.segments.pathFilter());
  const at = { workspace: slug, segmentId: segment.id, revision: segment.revision };
  const restore = useMutation(trpc.segments.restore.mutationOptions({ onSuccess: refresh }));
  const archive = useMutation(
    trpc.segments.archive.mutationOptions({
      async onSuccess() {
        await refresh();
        notify({
          tone: 'good',
          title: `“${segment.name}” is archived`,
          description: 'Its members and history stay as they are.',
          action: { label: 'Undo', onClick: () => restore.mutate(at) },
        });
      },
    }),
  );
  const duplicate = useMutation(
    trpc.segments.duplicate.mutationOptions({
      async onSuccess({ id }) {
        await refresh();
        router.push(to(`/segments/${id}/edit`));
      },
    }),
  );
  if (!may('segments.edit')) return null;
  if (segment.isArchived) {
    return (
      <Button pending={restore.isPending} onClick={() => restore.mutate(at)}>
        <ArchiveRestore aria-hidden /> Bring back
      </Button>
    );
  }
  const users = segment.usedIn.map(({ name }) => `“${name}”`).join(', ');
  return (
    <>
      <LinkButton href={to(`/segments/${segment.id}/edit`)}>
        <Pencil aria-hidden /> Change
      </LinkButton>
      <Button
        pending={duplicate.isPending}
        onClick={() => duplicate.mutate({ workspace: slug, segmentId: segment.id })}
      >
        <Copy aria-hidden /> Duplicate
      </Button>
      <Button
        pending={archive.isPending}
        disabledReason={users ? `It is used by ${users}. Take it out there first.` : undefined}
        onClick={() => archive.mutate(at)}
      >
        <Archive aria-hidden /> Archive
      </Button>
    </>
  );
}
