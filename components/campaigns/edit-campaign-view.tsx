'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { LazyCampaignForm } from './lazy-campaign-form';

/** A campaign that is being changed. What is changed has to be approved again. */
export function EditCampaignView({ campaignId }: { campaignId: string }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(
    // Read once: what somebody else saves meanwhile is told when this is kept, not pulled from under the pen.
    trpc.campaigns.get.queryOptions({ workspace: slug, campaignId }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const save = useMutation(
    trpc.campaigns.save.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        router.push(to(`/campaigns/${campaignId}`));
      },
      onError: () => {},
    }),
  );
  if (error && !data) return <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />;
  return (
    <PageBody>
      <PageHeader
        title={data ? `Change “${data.name}”` : 'Change a campaign'}
        description="What you change has to be approved again; the rest stays approved."
      />
      {data && !data.canEdit ? (
        <Notice tone="warn" title="It cannot be changed just now">
          {data.status === 'running' ? 'Pause it first.' : 'Your role may not change it, or it has ended.'}
        </Notice>
      ) : data ? (
        <LazyCampaignForm
          initial={data.document}
          submitLabel="Keep the changes"
          cancelHref={to(`/campaigns/${campaignId}`)}
          pending={save.isPending || save.isSuccess}
          error={save.error?.message ?? null}
          onSubmit={(document) => save.mutate({ workspace: slug, campaignId, revision: data.revision, document })}
        />
      ) : (
        <SkeletonLines lines={12} />
      )}
    </PageBody>
  );
}
