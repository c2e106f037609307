import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';

const REFRESH_MS = 60_000;
const POLLED = { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS };

/** What waits for the approval of the person who is signed in, beside decisions; nothing for roles that approve nothing. */
export function useToApprove(): { offers: number; campaigns: number } {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data: offers = 0 } = useQuery(trpc.offers.toApprove.queryOptions({ workspace: slug }, POLLED));
  const { data: campaigns = 0 } = useQuery(trpc.campaigns.toApprove.queryOptions({ workspace: slug }, POLLED));
  return { offers, campaigns };
}
