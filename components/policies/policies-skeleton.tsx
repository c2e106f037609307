import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** Stands where a policy will be. */
export function PoliciesSkeleton() {
  return (
    <PageBody>
      <output aria-label="Loading the policy" className="flex flex-col gap-5">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-4 w-1/2" />
        <SkeletonLines lines={8} className="rounded-lg border border-border bg-surface p-4" />
      </output>
    </PageBody>
  );
}
