'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';
import { CountBadge } from './count-badge';

const REFRESH_MS = 10_000;

/** How many decisions wait for a verdict. */
export function OpenReviews({ isCompact }: { isCompact: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data: count = 0 } = useQuery(
    trpc.review.count.queryOptions(
      { workspace: slug },
      { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS, refetchOnWindowFocus: 'always' },
    ),
  );
  return <CountBadge count={count} what="waiting" isCompact={isCompact} />;
}
