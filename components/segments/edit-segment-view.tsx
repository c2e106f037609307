'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { LazySegmentForm } from './lazy-segment-form';

/** A segment that is being changed. */
export function EditSegmentView({ segmentId }: { segmentId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(
    // Read once: what somebody else saves meanwhile is told when this is kept, not pulled from under the pen.
    trpc.segments.get.queryOptions({ workspace: slug, segmentId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const save = useMutation(
    trpc.segments.save.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.segments.pathFilter());
        router.push(to(`/segments/${segmentId}`));
      },
      onError: () => {},
    }),
  );
  if (error && !data) return <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />;
  return (
    <PageBody>
      <PageHeader
        title={data ? `Change “${data.name}”` : 'Change a segment'}
        description="Who comes or goes because the rule changed starts no campaign."
      />
      {data && !data.canEdit ? (
        <Notice tone="warn" title="It cannot be changed just now">
          {data.isArchived ? 'It is archived: bring it back first.' : 'Your role may not change it.'}
        </Notice>
      ) : data ? (
        <LazySegmentForm
          initial={{ name: data.name, description: data.description, rule: data.rule }}
          segmentId={segmentId}
          submitLabel="Keep the changes"
          cancelHref={to(`/segments/${segmentId}`)}
          pending={save.isPending || save.isSuccess}
          error={save.error?.message ?? null}
          onSubmit={(document) => save.mutate({ workspace: slug, segmentId, revision: data.revision, document })}
        />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </PageBody>
  );
}
