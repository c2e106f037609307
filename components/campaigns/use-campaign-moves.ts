'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { notify } from '@/components/ui/toast';
import { type CampaignMove, movedWord } from '@/domain/campaigns/status';
import { useTRPC } from '@/lib/trpc/client';

/** What takes a move back, where something does. */
const UNDO: Partial<Record<CampaignMove, CampaignMove>> = {
  pause: 'resume',
  resume: 'pause',
  launch: 'pause',
  archive: 'restore',
  submit: 'withdraw',
};

/** Moves a campaign, says so, and offers to take it back where that can be done. */
export function useCampaignMoves({ id, name, revision }: { id: string; name: string; revision: number }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mutation = useMutation(
    trpc.campaigns.move.mutationOptions({
      async onSuccess(_answer, { move }) {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        const back = UNDO[move];
        notify({
          tone: 'good',
          title: `“${name}” ${movedWord(move)}`,
          ...(back && { action: { label: 'Undo', onClick: () => press(back) } }),
        });
      },
      onError: (error) => notify({ tone: 'bad', title: 'Nothing was changed', description: error.message }),
    }),
  );
  function press(move: CampaignMove, reason?: string) {
    mutation.mutate({ workspace: slug, campaignId: id, revision, move, reason });
  }
  return { press, isPending: mutation.isPending };
}
