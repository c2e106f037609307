'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';
import { CountBadge } from './count-badge';

const REFRESH_MS = 60_000;

/** How many figures are unusual and nobody has looked at. */
export function OpenUnusual({ isCompact }: { isCompact: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.watching.open.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS }),
  );
  const waiting = data.filter(({ acknowledgedAt }) => acknowledgedAt === null).length;
  return <CountBadge count={waiting} what="not as usual" isCompact={isCompact} />;
}
