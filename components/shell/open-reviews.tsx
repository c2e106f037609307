'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { useTRPC } from '@/lib/trpc/client';

const REFRESH_MS = 10_000;

/** How many decisions wait for a verdict. */
export function OpenReviews({ isCompact }: { isCompact: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data: count = 0 } = useQuery(
    trpc.review.count.queryOptions({ workspace: slug }, { refetchInterval: REFRESH_MS, staleTime: REFRESH_MS }),
  );
  if (count === 0) return null;
  return (
    <span
      className={cn(
        'rounded-full bg-primary px-1.5 text-[11px] leading-4.5 font-medium text-primary-fg',
        isCompact && 'absolute top-0 right-0.5 px-1 leading-3.5',
      )}
    >
      <span className="sr-only">, waiting: </span>
      {count > 99 ? '99+' : count}
    </span>
  );
}
