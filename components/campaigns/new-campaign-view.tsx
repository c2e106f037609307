'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { useTRPC } from '@/lib/trpc/client';
import { NEW_CAMPAIGN } from './campaign-draft';
import { LazyCampaignForm } from './lazy-campaign-form';

/** A campaign that is being made. */
export function NewCampaignView() {
  const { slug, to, may, person } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const create = useMutation(
    trpc.campaigns.create.mutationOptions({
      async onSuccess({ id }) {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        router.push(to(`/campaigns/${id}`));
      },
      onError: () => {},
    }),
  );
  if (!may('campaigns.edit'))
    return <ForbiddenState role={person.role} right="campaigns.edit" what="Making campaigns" />;
  return (
    <PageBody>
      <PageHeader
        title="New campaign"
        description="A draft of yours: nobody gets anything before somebody else approves it and it is launched."
      />
      <LazyCampaignForm
        initial={NEW_CAMPAIGN}
        submitLabel="Keep as a draft"
        cancelHref={to('/campaigns')}
        pending={create.isPending || create.isSuccess}
        error={create.error?.message ?? null}
        onSubmit={(document) => create.mutate({ workspace: slug, document })}
      />
    </PageBody>
  );
}
